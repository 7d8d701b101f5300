import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../queries.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { sentenceOf } from '../ui/Message.tsx'
import { Once } from './Once.tsx'
import classes from './People.module.css'
import { RoleChoice } from './RoleChoice.tsx'
import { words } from './texts.ts'

/** Makes a link that makes an account. */
export function Invite({ close }: { close(): void }) {
  const [roles, setRoles] = useState<string[]>(['staff'])
  const [email, setEmail] = useState('')
  const invite = useMutation({
    mutationFn: () => api.invite({ roles, ...(email.trim() !== '' && { email: email.trim() }) }),
  })
  return (
    <Dialog onClose={close} title={words.inviting.title} closeButtonProps={{ 'aria-label': words.cancel }}>
      {invite.data ? (
        <Once
          label={words.inviting.link}
          says={words.inviting.made}
          secret={invite.data.link}
          close={close}
        />
      ) : (
        <form
          className={classes.form}
          onSubmit={event => {
            event.preventDefault()
            invite.mutate()
          }}
        >
          <TextInput
            type="email"
            label={words.inviting.email}
            description={words.inviting.emailHint}
            data-autofocus
            value={email}
            onChange={event => setEmail(event.currentTarget.value)}
          />
          <RoleChoice value={roles} onChange={setRoles} />
          {invite.error && <p role="alert">{sentenceOf(invite.error)}</p>}
          <Button type="submit" disabled={roles.length === 0} loading={invite.isPending}>
            {words.inviting.make}
          </Button>
        </form>
      )}
    </Dialog>
  )
}
