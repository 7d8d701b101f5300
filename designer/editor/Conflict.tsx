import { Button } from '@mantine/core'
import classes from './Editor.module.css'
import { words } from './texts.ts'

/** Somebody else saved in between: the owner chooses which of the two goes on. */
export function Conflict(choices: { keepMine(): void; takeTheirs(): void; copyMine(): void }) {
  return (
    <div className={classes.conflict} role="alertdialog" aria-labelledby="conflict-title">
      <h2 id="conflict-title">{words.conflict.title}</h2>
      <p>{words.conflict.text}</p>
      <Button.Group>
        <Button variant="default" onClick={choices.copyMine}>
          {words.conflict.copy}
        </Button>
        <Button variant="default" onClick={choices.takeTheirs}>
          {words.conflict.theirs}
        </Button>
        <Button variant="default" onClick={choices.keepMine}>
          {words.conflict.mine}
        </Button>
      </Button.Group>
    </div>
  )
}
