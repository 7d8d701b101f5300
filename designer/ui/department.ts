import type { CSSProperties } from 'react'
import { texts } from '../texts.ts'
import { humanise } from './format.ts'

/** The five, in the order of the journey. */
export const departments: readonly string[] = Object.keys(texts.departments)

/** What a stage is called. A process may have stages of its own beside the five departments. */
export const stageName = (stage: string): string => texts.departments[stage] ?? humanise(stage)

/** Sets `--hue` to a stage's colour, for marks and lines beneath the element. */
export const stageHue = (stage: string | null): CSSProperties => {
  const known = stage !== null && stage in texts.departments
  return { '--hue': `var(--${known ? stage : 'elsewhere'})` } as CSSProperties
}
