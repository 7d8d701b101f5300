import { z } from '@hono/zod-openapi'
import { type RegisterName, registerNames } from '../../engine/case.ts'
import type { Json } from '../../engine/json.ts'
import type { Bus } from '../bus.ts'
import type { Clock } from '../clock.ts'
import { describeProblem, toResponse } from '../problem.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { json, jsonObject } from './pages.ts'
import { etag, revisionAsked } from './revision.ts'
import { type AddRoute, actorOf, found } from './route.ts'

const named = z.strictObject({ name: z.string() })
/** Rules read fields or elements of it: a bare text or number has neither. */
const content = z.union([jsonObject, z.array(json)], 'has to be an object or a list')
const register = z
  .looseObject({
    name: z.string(),
    version: z.number(),
    content: json,
    savedAt: z.string(),
    savedBy: z.string(),
  })
  .openapi('Register')

export function addRegisterRoutes(
  add: AddRoute,
  { workspace, clock, bus }: { workspace: Workspace; clock: Clock; bus: Bus },
): void {
  const tag = 'Registers'

  add(
    {
      need: 'register.read',
      method: 'get',
      path: '/api/registers',
      tag,
      summary: 'The registers, each in the version in force',
      answers: {
        200: { description: 'Those that have a version', schema: z.object({ items: z.array(register) }) },
      },
    },
    async (_, c) => {
      const all = await Promise.all(registerNames.map(name => workspace.loadRegister(name)))
      return c.json({ items: all.filter(one => one !== undefined) })
    },
  )

  add(
    {
      need: 'register.read',
      method: 'get',
      path: '/api/registers/{name}',
      tag,
      summary: 'A register in the version in force',
      params: named,
      answers: { 200: { description: 'The register; its version is also the ETag', schema: register } },
      problems: ['not-found'],
    },
    async ({ params }, c) => {
      const name = toRegister(params.name)
      const current = found(await workspace.loadRegister(name), `The register "${name}" has no version yet.`)
      c.header('etag', etag(current.version))
      return c.json(current)
    },
  )

  add(
    {
      need: 'register.write',
      method: 'put',
      path: '/api/registers/{name}',
      tag,
      summary: 'Save the next version of a register',
      headers: { 'if-match': 'The version that was edited, as "3"; none, or "0", for the first' },
      params: named,
      body: z.strictObject({ content, note: z.string().max(2_000).default('') }),
      answers: { 200: { description: 'The new version', schema: register } },
      problems: ['not-found', 'conflict'],
    },
    async ({ params, body: { content, note } }, c) => {
      const name = toRegister(params.name)
      const at = clock.now().toISOString()
      const saving = { ifVersion: revisionAsked(c), by: actorOf(c).id, at, note }
      const saved = await workspace.saveRegister(name, content as Json, saving)
      if (saved.kind === 'conflict')
        return toResponse(
          describeProblem(
            'conflict',
            `Somebody else has saved "${name}" since you opened it. Nothing was overwritten: both sides are here.`,
            { mine: saved.mine, theirs: saved.theirs },
          ),
        )
      bus.publish({ kind: 'register-changed', register: name, version: saved.document.version, at })
      c.header('etag', etag(saved.document.version))
      return c.json(saved.document)
    },
  )

  add(
    {
      need: 'register.read',
      method: 'get',
      path: '/api/registers/{name}/versions',
      tag,
      summary: 'The versions of a register, newest first',
      params: named,
      answers: { 200: { description: 'Without their content', schema: z.object({ items: z.array(json) }) } },
    },
    async ({ params }, c) =>
      c.json({ items: (await workspace.listRegisterVersions(toRegister(params.name))).items }),
  )

  add(
    {
      need: 'register.read',
      method: 'get',
      path: '/api/registers/{name}/versions/{n}',
      tag,
      summary: 'A version of a register',
      params: z.strictObject({ name: z.string(), n: z.coerce.number().int().positive() }),
      answers: { 200: { description: 'The version', schema: register } },
      problems: ['not-found'],
    },
    async ({ params: { name, n } }, c) =>
      c.json(
        found(
          await workspace.loadRegister(toRegister(name), n),
          `The register "${name}" has no version ${n}.`,
        ),
      ),
  )
}

const toRegister = (name: string): RegisterName =>
  found(
    registerNames.find(known => known === name),
    `There is no register ${JSON.stringify(name)}. The registers are ${registerNames.join(', ')}.`,
  )
