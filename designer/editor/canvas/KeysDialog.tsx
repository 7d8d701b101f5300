import { Dialog } from '../../ui/Dialog.tsx'
import { keyTable } from '../keys.ts'
import classes from './Canvas.module.css'
import { KeyNames } from './KeyNames.tsx'
import { words } from './texts.ts'

/** Every key, from the table that gives them their meaning. */
export function KeysDialog({ onClose }: { onClose(): void }) {
  return (
    <Dialog
      onClose={onClose}
      size="xl"
      title={words.keysTitle}
      closeButtonProps={{ 'aria-label': words.close }}
    >
      <p className={classes.count}>{words.keysHint}</p>
      <div className={classes.keys}>
        {keyTable.map(({ group, rows }) => (
          <section key={group}>
            <h3>{words.groups[group]}</h3>
            <dl>
              {rows.map(({ action, keys }) => (
                <Row key={action} name={words.actions[action]}>
                  <KeyNames keys={keys} />
                </Row>
              ))}
            </dl>
          </section>
        ))}
        <section>
          <h3>{words.mouse.title}</h3>
          <dl>
            {words.mouse.rows.map(({ hand, does }) => (
              <Row key={hand} name={does}>
                {hand}
              </Row>
            ))}
          </dl>
        </section>
      </div>
    </Dialog>
  )
}

function Row({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
