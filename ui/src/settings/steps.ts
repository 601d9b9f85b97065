export type StepState = "done" | "current" | "todo";

/** How far the setup is. The first step that is not done is the current one. */
export function stepStates(done: {
  appCreated: boolean;
  redirectCopied: boolean;
  credentialsGiven: boolean;
  linked: boolean;
}): [StepState, StepState, StepState, StepState] {
  // Whoever is linked has done every step, wherever they did it.
  const flags = [
    done.appCreated || done.linked,
    done.redirectCopied || done.linked,
    done.credentialsGiven || done.linked,
    done.linked,
  ];
  const current = flags.indexOf(false);
  const state = (index: number): StepState => {
    if (flags[index]) return "done";
    return index === current ? "current" : "todo";
  };
  return [state(0), state(1), state(2), state(3)];
}
