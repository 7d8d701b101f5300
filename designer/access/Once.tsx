import { Button, TextInput } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import classes from './People.module.css'
import { words } from './texts.ts'

/** A secret that is shown this once: to be copied. */
export function Once({
  label,
  says,
  secret,
  close,
}: {
  label: string
  says: string
  secret: string
  close(): void
}) {
  const clipboard = useClipboard({ timeout: 3_000 })
  return (
    <div className={classes.form}>
      <p role="status">{says}</p>
      <TextInput
        label={label}
        value={secret}
        readOnly
        data-autofocus
        onFocus={event => event.currentTarget.select()}
        styles={{ input: { fontFamily: 'var(--mono)' } }}
      />
      <div className={classes.ways}>
        <Button onClick={() => clipboard.copy(secret)}>{clipboard.copied ? words.copied : words.copy}</Button>
        <Button variant="default" onClick={close}>
          {words.close}
        </Button>
      </div>
    </div>
  )
}
