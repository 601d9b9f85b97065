// Windows and macOS keep one icon at several sizes in a single file. Both kinds of file are only a list of pictures, so
// a size that has a drawing of its own is taken from the file that was made of that drawing.

/** @typedef {{ id: string, head: Buffer, data: Buffer }} Picture */

const ICO_HEADER = 6;
const ICO_ENTRY = 16;

/**
 * The pictures of a Windows icon, by their width.
 *
 * @param {Buffer} ico
 * @returns {Picture[]}
 */
function picturesOfIco(ico) {
  return Array.from({ length: ico.readUInt16LE(4) }, (_, index) => {
    const head = ico.subarray(ICO_HEADER + index * ICO_ENTRY, ICO_HEADER + (index + 1) * ICO_ENTRY);
    const begin = head.readUInt32LE(12);
    // A width of 256 does not fit into its byte and is written as 0.
    return { id: String(head[0] || 256), head, data: ico.subarray(begin, begin + head.readUInt32LE(8)) };
  });
}

/** @param {Picture[]} pictures */
function icoOf(pictures) {
  const header = Buffer.from([0, 0, 1, 0, pictures.length, 0]);
  let begin = ICO_HEADER + pictures.length * ICO_ENTRY;
  const heads = pictures.map(({ head, data }) => {
    const moved = Buffer.from(head);
    moved.writeUInt32LE(begin, 12);
    begin += data.length;
    return moved;
  });
  return Buffer.concat([header, ...heads, ...pictures.map(({ data }) => data)]);
}

/**
 * The pictures of a macOS icon, by the four letters of their type.
 *
 * @param {Buffer} icns
 * @returns {Picture[]}
 */
function picturesOfIcns(icns) {
  const pictures = [];
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
    const head = icns.subarray(at, at + 8);
    pictures.push({
      id: head.toString("latin1", 0, 4),
      head,
      data: icns.subarray(at + 8, at + head.readUInt32BE(4)),
    });
  }
  return pictures;
}

/** @param {Picture[]} pictures */
function icnsOf(pictures) {
  const body = pictures.flatMap(({ head, data }) => [head, data]);
  const header = Buffer.from("icns\0\0\0\0", "latin1");
  header.writeUInt32BE(8 + Buffer.concat(body).length, 4);
  return Buffer.concat([header, ...body]);
}

/**
 * One file in which each picture comes from the first of the others that has it among its ids. Sorted, so that the same
 * drawings always make the same file.
 *
 * @param {Picture[]} master
 * @param {{ ids: string[], pictures: Picture[] }[]} others
 */
const replaced = (master, others) =>
  master
    .map((picture) => {
      const other = others.find(({ ids }) => ids.includes(picture.id));
      return other?.pictures.find(({ id }) => id === picture.id) ?? picture;
    })
    .sort((a, b) => a.id.localeCompare(b.id, "en", { numeric: true }));

/**
 * @param {Buffer} master
 * @param {{ widths: number[], file: Buffer }[]} others
 */
export const mergedIco = (master, others) =>
  icoOf(
    replaced(
      picturesOfIco(master),
      others.map(({ widths, file }) => ({ ids: widths.map(String), pictures: picturesOfIco(file) })),
    ),
  );

/** 16 and 32 pixels: plain and its mask, and 16 points at twice the density. */
const SMALL_TYPES = ["is32", "s8mk", "il32", "l8mk", "ic11"];

/** @param {Buffer} master @param {Buffer} small */
export const mergedIcns = (master, small) =>
  icnsOf(replaced(picturesOfIcns(master), [{ ids: SMALL_TYPES, pictures: picturesOfIcns(small) }]));
