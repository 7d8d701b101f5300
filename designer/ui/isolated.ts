// Letters that are written from right to left, and the marks that turn the direction.
const turning = /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/

/** A name to stand within a sentence: what it says of the direction ends where it ends. Markup has `dir="auto"`. */
export const isolated = (name: string): string => (turning.test(name) ? `\u2068${name}\u2069` : name)
