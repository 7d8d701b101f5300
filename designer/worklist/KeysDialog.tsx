import { Kbd } from '@mantine/core'
import { Dialog } from '../ui/Dialog.tsx'
import { words } from './texts.ts'
import classes from './WorkPage.module.css'

export function KeysDialog({ close }: { close(): void }) {
  return (
    <Dialog title={words.keys.title} onClose={close} closeButtonProps={{ 'aria-label': words.act.close }}>
      <dl className={classes.keys}>
        {words.keys.all.map(([keys, what]) => (
          <div key={what}>
            <dt>
              {keys.map(key => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
