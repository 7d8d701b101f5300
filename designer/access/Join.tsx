import { Anchor, Button, Loader, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { api, queries, queryClient } from '../queries.ts'
import { texts } from '../texts.ts'
import { formatList, humanise } from '../ui/format.ts'
import { sentenceOf } from '../ui/Message.tsx'
import { Door } from './Door.tsx'

type Props = { kind: 'setup' | 'invite'; token: string }

const wordings = {
  setup: { title: texts.access.setupTitle, text: texts.access.setupText, submit: texts.access.setupSubmit },
  invite: {
    title: texts.access.inviteTitle,
    text: texts.access.inviteText,
    submit: texts.access.inviteSubmit,
  },
}

/** What a one-time link leads to: the first account, or that of somebody invited. Signs in with it at once. */
export function Join({ kind, token }: Props) {
  const wording = wordings[kind]
  const link = useQuery({ ...queries.link(token), enabled: token !== '' })

  if (token === '')
    return (
      <Door title={texts.access.noToken.title} text={texts.access.noToken.text} error={null}>
        <ToSignIn />
      </Door>
    )
  if (link.isPending) return <Loader m="xl" aria-label={texts.loading} />
  if (link.isError)
    return (
      <Door title={wording.title} text="" error={sentenceOf(link.error)}>
        <ToSignIn />
      </Door>
    )
  return <JoinForm {...{ kind, token }} email={link.data.email} roles={link.data.roles} />
}

function JoinForm({ kind, token, email: given, roles }: Props & { email: string | null; roles: string[] }) {
  const wording = wordings[kind]
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const [email, setEmail] = useState(given ?? '')
  const [password, setPassword] = useState('')
  const join = useMutation({
    mutationFn: async () => {
      await api.join({ token, name, email, password })
      await api.signIn(email.trim(), password)
      await queryClient.fetchQuery({ ...queries.me(), staleTime: 0 })
    },
    onSuccess: () => navigate({ to: '/' }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    join.mutate()
  }
  const text =
    kind === 'setup'
      ? wording.text
      : `${wording.text} ${texts.access.inviteRoles(formatList(roles.map(humanise)))}`
  return (
    <Door title={wording.title} text={text} error={join.error && sentenceOf(join.error)}>
      <form onSubmit={submit}>
        <TextInput
          label={texts.access.name}
          autoComplete="name"
          required
          withAsterisk={false}
          autoFocus
          value={name}
          onChange={event => setName(event.currentTarget.value)}
        />
        <TextInput
          label={texts.access.email}
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          readOnly={given !== null}
          value={email}
          onChange={event => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={texts.access.newPassword}
          description={texts.access.passwordHint}
          autoComplete="new-password"
          required
          withAsterisk={false}
          minLength={8}
          visibilityToggleButtonProps={{ 'aria-label': texts.access.showPassword, tabIndex: 0 }}
          value={password}
          onChange={event => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" loading={join.isPending} fullWidth>
          {wording.submit}
        </Button>
      </form>
    </Door>
  )
}

const ToSignIn = () => (
  <Anchor href="/" mt="md" display="inline-block">
    {texts.access.toSignIn}
  </Anchor>
)
