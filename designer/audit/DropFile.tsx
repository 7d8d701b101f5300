import { Button, FileButton } from '@mantine/core'
import { useState } from 'react'
import classes from './proof/Proof.module.css'

type Props = { accept: string; label: string; orDrop: string; isBusy?: boolean; take(file: File): void }

/** Takes a file from the reader's disk, chosen or dropped. It is read here, and not sent. */
export function DropFile({ accept, label, orDrop, isBusy = false, take }: Props) {
  const [isOver, setOver] = useState(false)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button within does the same by keys
    <div
      className={classes.drop}
      data-over={isOver || undefined}
      onDragOver={event => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={event => {
        event.preventDefault()
        setOver(false)
        const [file] = event.dataTransfer.files
        if (file) take(file)
      }}
    >
      <FileButton accept={accept} onChange={file => file && take(file)}>
        {props => (
          <Button {...props} variant="default" size="compact-md" loading={isBusy}>
            {label}
          </Button>
        )}
      </FileButton>
      <span>{orDrop}</span>
    </div>
  )
}
