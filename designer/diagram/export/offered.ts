// What the menu offers. Apart from what writes the files, which is loaded only when somebody takes one.

export const pictures = ['svg', 'png'] as const
export const texts = ['mermaid', 'json', 'xstate', 'scxml'] as const

export type Format = (typeof pictures)[number] | (typeof texts)[number]
