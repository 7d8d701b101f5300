import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Dialog } from '../ui/Dialog.tsx'
import { sentenceOf } from '../ui/Message.tsx'
import classes from './People.module.css'
import { words } from './texts.ts'

type Props = {
  title: string
  text: string
  action: string
  run(): Promise<void>
  done(): void
  close(): void
}

/** Asks before something that cannot be taken back. */
export function Confirm({ title, text, action, run, done, close }: Props) {
  const doing = useMutation({
    mutationFn: run,
    onSuccess: () => {
      done()
      close()
    },
  })
  return (
    <Dialog onClose={close} title={title} closeButtonProps={{ 'aria-label': words.cancel }}>
      <div className={classes.form}>
        <p>{text}</p>
        {doing.error && <p role="alert">{sentenceOf(doing.error)}</p>}
        <div className={classes.ways}>
          <Button color="red" loading={doing.isPending} onClick={() => doing.mutate()}>
            {action}
          </Button>
          <Button variant="default" data-autofocus onClick={close}>
            {words.cancel}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
