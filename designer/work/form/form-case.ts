import { createContext } from 'react'

/** The id of the case that a form is filled in for; null where it is only tried out. */
export const FormCase = createContext<string | null>(null)
