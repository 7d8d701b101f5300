import { createContext } from 'react'

/** Names of the lists that a case of the process has, for fields that choose from one: `case.promises`. */
export const CaseLists = createContext<readonly string[]>([])
