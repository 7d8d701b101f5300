/** What is selected: dotted paths of states, JSON pointers of transitions. */
export type Selection = { states: string[]; transitions: string[] }

export const nothingSelected: Selection = { states: [], transitions: [] }
