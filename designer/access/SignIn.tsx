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
  const [error, setError] = useState<string | null>(null)
  return (
    <Door title={texts.access.signInTitle} text={texts.access.tagline} error={error}>
      <SignInForm onError={setError} />
    </Door>
  )
}

/** Without `onError`, what goes wrong is told here. */
export function SignInForm({ onError }: { onError?(sentence: string | null): void }) {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const signIn = useMutation({
    mutationFn: () => api.signIn(email.trim(), password),
    onMutate: () => onError?.(null),
    onError: error => onError?.(failureOf(error)),
    async onSuccess() {
      await queryClient.fetchQuery({ ...queries.me(), staleTime: 0 })
      // What could not be read without being signed in.
      await queryClient.refetchQueries({ predicate: ({ state }) => state.status === 'error' })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    signIn.mutate()
  }
  return (
    <>
      {!onError && signIn.error && <p role="alert">{failureOf(signIn.error)}</p>}
      <form onSubmit={submit}>
        <TextInput
          label={texts.access.email}
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          autoFocus
          data-autofocus
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
    </>
  )
}

const failureOf = (error: Error): string =>
  error instanceof ApiError && error.status === 401 ? texts.access.wrong : sentenceOf(error)
