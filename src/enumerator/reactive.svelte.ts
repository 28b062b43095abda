/** Makes the engine's state Svelte's own: a change of an answer redraws what depends on it. */
export function reactive<T extends object>(object: T): T {
  const state = $state(object);
  return state;
}
