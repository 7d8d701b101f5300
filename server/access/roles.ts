// Who may do what. A route names the right that it needs; a person or key has the rights of all its roles.
// What a role may do to a case beyond these is the process's own business (`allow` in its definition).

export const roles = [
  'owner',
  'staff',
  'auditor',
  'admin',
  'strategy',
  'marketing',
  'sales',
  'operations',
] as const
export type Role = (typeof roles)[number]

const rights = [
  'process.read',
  'process.draft',
  'process.publish',
  'register.read',
  'register.write',
  'case.read',
  'case.start',
  'case.send',
  'audit.read',
  'operations.read',
  'access.manage',
] as const
export type Right = (typeof rights)[number]

/** What a route asks for: a right, or only to be signed in, or nothing. */
export type Need = Right | 'signed-in' | 'public'

const readEverything: Right[] = [
  'process.read',
  'register.read',
  'case.read',
  'audit.read',
  'operations.read',
]
const workOnCases: Right[] = ['process.read', 'register.read', 'case.read', 'case.start', 'case.send']

export const rightsOf: Readonly<Record<Role, readonly Right[]>> = {
  owner: [...readEverything, 'process.draft', 'process.publish', 'register.write', 'case.start', 'case.send'],
  staff: workOnCases,
  // Reads everything, changes nothing.
  auditor: readEverything,
  // Lets people in and out. Whoever also owns processes or works on cases has those roles as well.
  admin: [...readEverything, 'access.manage'],
  strategy: workOnCases,
  marketing: workOnCases,
  sales: workOnCases,
  operations: workOnCases,
}

export function isRole(name: string): name is Role {
  return (roles as readonly string[]).includes(name)
}

export function rightsOfAll(names: readonly string[]): ReadonlySet<Right> {
  return new Set(names.filter(isRole).flatMap(role => rightsOf[role]))
}

export function meets(need: Need, rights: ReadonlySet<Right> | null): boolean {
  if (need === 'public') return true
  if (need === 'signed-in') return rights !== null
  return rights?.has(need) ?? false
}
