import { Button } from '@mantine/core'
import { useState } from 'react'
import { words } from '../texts.ts'

/** What can no longer be sent here is not lost. A server on plain HTTP has no clipboard to write to. */
export function CopyTyped({ text }: { text: () => string }) {
  const [told, tell] = useState('')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text())
      tell(words.form.copied)
    } catch {
      tell(words.form.notCopied)
    }
  }
  return (
    <>
      <Button variant="default" onClick={copy}>
        {words.form.copy}
      </Button>
      <span role="status">{told}</span>
    </>
  )
}
