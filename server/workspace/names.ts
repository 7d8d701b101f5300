import { type RegisterName, registerNames } from '../../engine/case.ts'
import { InvalidNameError } from './workspace.ts'

/** The ids that a definition may have. Safe as the name of a file: no dots, no slashes, no capitals. */
export function isProcessName(name: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,79}$/.test(name)
}

export function isRegisterName(name: string): name is RegisterName {
  return registerNames.some(known => known === name)
}

export function checkProcessName(name: string): void {
  if (!isProcessName(name))
    throw new InvalidNameError(name, 'a process id has small letters, digits and hyphens, 80 at the most')
}

export function checkRegisterName(name: string): asserts name is RegisterName {
  if (!isRegisterName(name)) throw new InvalidNameError(name, `the registers are ${registerNames.join(', ')}`)
}
