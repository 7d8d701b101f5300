import { createContext } from 'react'
import type { JsonObject } from '../../../engine/json.ts'

/** The case that a form is filled in for: `id` is null while it is only tried out. Null where there is no case yet. */
export const FormCase = createContext<{ id: string | null; data: JsonObject } | null>(null)
