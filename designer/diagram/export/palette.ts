// The colours of exported pictures: those of the light theme in ui/tokens.css (a test compares them).

export const palette = {
  page: '#f7f7f5',
  surface: '#ffffff',
  line: '#e2e2de',
  'line-strong': '#82858e',
  ink: '#1b1c20',
  'ink-soft': '#5a5e68',
  accent: '#3f4bc4',
  'accent-soft': '#ecedfb',
  refused: '#a8321f',
  kept: '#1a7148',
  waiting: '#8a5a00',
  strategy: '#8962c5',
  marketing: '#981f45',
  sales: '#c9690c',
  operations: '#0f9484',
  feedback: '#0e4f86',
  elsewhere: '#6d717b',
} as const

export type Colour = keyof typeof palette

export const hueOf = (stage: string | null): string =>
  stage !== null && Object.hasOwn(palette, stage) && departments.has(stage)
    ? palette[stage as Colour]
    : palette.elsewhere

const departments = new Set(['strategy', 'marketing', 'sales', 'operations', 'feedback'])
