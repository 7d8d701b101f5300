import type { Access } from '../access/access.ts'
import { readAddress } from '../address.ts'
import { openAccess } from '../open.ts'
import { type AddCommand, gather, print, printJson, quietLog, say, withData } from './command.ts'

const withAccess = <T>(work: (access: Access) => Promise<T>): Promise<T> =>
  withData(async ({ clock }, config) => {
    const access = await openAccess(config, clock, quietLog(config))
    try {
      return await work(access)
    } finally {
      await access.close()
    }
  })

export const addToken: AddCommand = program => {
  const token = program.command('token').description('API keys')
  token
    .command('create')
    .description('make an API key and print it; it is shown this once')
    .requiredOption('--name <name>', 'what it is for')
    .requiredOption('--role <role>', 'a role that it carries; may be given several times', gather)
    .option('--days <n>', 'how long it is valid', Number)
    .option('--json', 'print the key and what is known of it as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  npm run -s throughline -- token create --name importer --role staff --role sales',
    )
    .action(
      async ({ name, role, days, json }: { name: string; role: string[]; days?: number; json?: boolean }) => {
        const created = await withAccess(access =>
          access.createToken({ name, roles: role, by: 'command line', ...(days && { expiresInDays: days }) }),
        )
        if (json) printJson({ ...created.token, key: created.key })
        else print(created.key)
      },
    )
  token
    .command('list')
    .description('the keys that there are, without their secrets')
    .option('--json', 'print them as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const tokens = await withAccess(access => access.listTokens())
      if (json) return printJson(tokens)
      for (const { id, name, roles } of tokens) print(`${id}  ${name}  ${roles.join(', ')}`)
      if (tokens.length === 0) say('There are no keys. Make one with: token create --name N --role R')
    })
  token
    .command('revoke')
    .description('make a key invalid; a running server follows within seconds')
    .argument('<id>', 'its id, as in token list')
    .action(async (id: string) => {
      await withAccess(access => access.revokeToken(id))
      say('The key is no longer valid.')
    })
}

export const addUser: AddCommand = program => {
  const user = program.command('user').description('accounts')
  user
    .command('create')
    .description('make an account; the password is read from standard input')
    .requiredOption('--name <name>', 'the person’s name')
    .requiredOption('--email <address>', 'what they sign in with')
    .requiredOption('--role <role>', 'may be given several times', gather)
    .addHelpText(
      'after',
      '\nExample:\n  echo "$PASSWORD" | npm run -s throughline -- user create --name Ana --email ana@example.com --role sales',
    )
    .action(async ({ name, email, role }: { name: string; email: string; role: string[] }) => {
      const password = (await readInput()).replace(/\r?\n$/, '')
      const person = await withAccess(access => access.createUser({ name, email, password, roles: role }))
      print(person.id)
    })
  user
    .command('invite')
    .description('make a one-time link for a person, who then chooses a password')
    .requiredOption('--role <role>', 'may be given several times', gather)
    .option('--email <address>', 'for this address only')
    .action(async ({ email, role }: { email?: string; role: string[] }) => {
      const link = await withData(async ({ clock }, config) => {
        const access = await openAccess(config, clock, quietLog(config))
        try {
          const { token } = await access.createInvitation({
            roles: role,
            by: 'command line',
            ...(email && { email }),
          })
          return `${readAddress(config.dataFolder) ?? config.url}/invite?token=${token}`
        } finally {
          await access.close()
        }
      })
      print(link)
    })
  user
    .command('list')
    .description('who has an account')
    .option('--json', 'print them as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const people = await withAccess(access => access.listUsers())
      if (json) return printJson(people)
      for (const { id, name, email, roles } of people) print(`${id}  ${name} <${email}>  ${roles.join(', ')}`)
    })
  user
    .command('roles')
    .description('give a person these roles, instead of those they have')
    .argument('<id>', 'as in user list')
    .requiredOption('--role <role>', 'may be given several times', gather)
    .action(async (id: string, { role }: { role: string[] }) => {
      await withAccess(access => access.setRoles(id, role))
      say(`Their roles are now: ${role.join(', ')}.`)
    })
  user
    .command('remove')
    .description('remove an account; what the person did stays on record')
    .argument('<id>', 'as in user list')
    .action(async (id: string) => {
      await withAccess(access => access.removeUser(id))
      say('The account is removed.')
    })
}

async function readInput(): Promise<string> {
  if (process.stdin.isTTY) say('Password (it is shown as you type; pipe it in to avoid that):')
  let text = ''
  for await (const chunk of process.stdin.setEncoding('utf8')) {
    text += chunk
    if (process.stdin.isTTY && text.includes('\n')) break
  }
  return text
}
