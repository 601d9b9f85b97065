import { m } from "../../paraglide/messages";

/** One thing to do in a bot, and what to paste there. */
export type BotStep = { text: string; label: string; command: string };

/** What Streamer.bot keeps the answer in. */
const VARIABLE = "songplate";

export type Bot = { id: string; name: string; steps: BotStep[] };

/**
 * The bots that run on the user's computer and can read an address there, each with exactly what it takes. Where
 * this stands in their documentation is in `docs/chat-bots.md`.
 */
export function bots(address: string): Bot[] {
  const url = { label: m.bot_address(), command: address };
  const message = (command: string) => ({ label: m.bot_message(), command });
  return [
    {
      id: "streamerbot",
      name: "Streamer.bot",
      steps: [
        { text: m.bot_streamerbot_fetch({ variable: VARIABLE }), ...url },
        { text: m.bot_streamerbot_send(), ...message(`%${VARIABLE}%`) },
      ],
    },
    {
      id: "firebot",
      name: "Firebot",
      steps: [{ text: m.bot_firebot_chat(), ...message(`$readApi[${address}]`) }],
    },
    {
      id: "mixitup",
      name: "Mix It Up",
      steps: [
        { text: m.bot_mixitup_request(), ...url },
        { text: m.bot_mixitup_chat(), ...message("$webrequestresult") },
      ],
    },
    {
      id: "phantombot",
      name: "PhantomBot",
      steps: [{ text: m.bot_phantombot_command(), ...message(`(customapi ${address})`) }],
    },
    {
      id: "streamlabs-chatbot",
      name: "Streamlabs Chatbot",
      steps: [{ text: m.bot_streamlabs_command(), ...message(`$readapi(${address})`) }],
    },
  ];
}
