// The sample that belongs to a process: in this browser, and the same for all of its rules.

import { useSyncExternalStore } from 'react'
import { isObject } from '../../engine/json.ts'
import type { Draft } from '../work/form.ts'
import { emptySample, type Sample } from './sample.ts'

const samples = new Map<string, Sample>()
const listeners = new Set<() => void>()
const keyOf = (process: string) => `throughline.sample.${process}`

function load(process: string): Sample {
  let sample = samples.get(process)
  if (!sample) {
    sample = readSample(localStorage.getItem(keyOf(process)))
    samples.set(process, sample)
  }
  return sample
}

/** What was kept, as far as it is a sample at all. */
export function readSample(text: string | null): Sample {
  let kept: unknown
  try {
    kept = JSON.parse(text ?? '')
  } catch {
    return emptySample
  }
  if (!isObject(kept)) return emptySample
  const part = (value: unknown) => (isObject(value) ? (value as Draft) : {})
  return {
    data: part(kept.data),
    event: part(kept.event),
    actor: part(kept.actor),
    history: part(kept.history),
    state: typeof kept.state === 'string' ? kept.state : '',
  }
}

function save(process: string, sample: Sample): void {
  samples.set(process, sample)
  // A browser that keeps nothing still shows what was typed.
  try {
    localStorage.setItem(keyOf(process), JSON.stringify(sample))
  } catch {}
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useSample(process: string): [Sample, (sample: Sample) => void] {
  const sample = useSyncExternalStore(subscribe, () => load(process))
  return [sample, next => save(process, next)]
}
