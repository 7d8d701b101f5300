import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ApiError } from '../api.ts'
import { api, queries, queryClient } from '../queries.ts'
import { texts } from '../texts.ts'
import { sentenceOf } from '../ui/Message.tsx'
import { Door } from './Door.tsx'

/** Stands in the place of any page until somebody is signed in; the page that was asked for is there afterwards. */
export function SignIn() {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const signIn = useMutation({
    mutationFn: () => api.signIn(email.trim(), password),
    onSuccess: () => queryClient.fetchQuery({ ...queries.me(), staleTime: 0 }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    signIn.mutate()
  }
  return (
    <Door
      title={texts.access.signInTitle}
      text={texts.access.tagline}
      error={signIn.error && failureOf(signIn.error)}
    >
      <form onSubmit={submit}>
        <TextInput
          label={texts.access.email}
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          autoFocus
          value={email}
          onChange={event => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={texts.access.password}
          autoComplete="current-password"
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': texts.access.showPassword, tabIndex: 0 }}
          value={password}
          onChange={event => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" loading={signIn.isPending} fullWidth>
          {texts.access.signIn}
        </Button>
      </form>
      <p>{texts.access.forgotten}</p>
    </Door>
  )
}

const failureOf = (error: Error): string =>
  error instanceof ApiError && error.status === 401 ? texts.access.wrong : sentenceOf(error)
