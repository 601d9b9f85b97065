/**
 * The address to drop on OBS. OBS (from 25.0) reads name, width and height for the new source from parameters of
 * these names and removes them from the address (`OBSBasic::AddDropURL`). It does not take `+` for a space.
 */
export function dragLink(url: string, name: string, size: { width: number; height: number }): string {
  return `${url}&layer-name=${encodeURIComponent(name)}&layer-width=${size.width}&layer-height=${size.height}`;
}
