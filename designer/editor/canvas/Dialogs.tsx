import type { Page } from '../actions.ts'
import type { Editor } from '../editor.ts'
import { ConnectDialog, MoveDialog, ReconnectDialog } from './ConnectDialog.tsx'
import { KeysDialog } from './KeysDialog.tsx'
import { SearchDialog } from './SearchDialog.tsx'
import type { Found } from './search.ts'
import type { Dialog } from './use-page.ts'

type Props = { editor: Editor; page: Page; dialog: Dialog | null; close(): void }

/** What actions ask before they do something. */
export function Dialogs({ editor, page, dialog, close }: Props) {
  function goTo({ kind, id, selection }: Found): void {
    close()
    // A rule or an event that nothing uses is among the properties of the process.
    if (kind === 'rule' || kind === 'event') editor.reveal(`/${kind}s/${id}`)
    if (selection.states.length + selection.transitions.length === 0) return
    editor.select(selection)
    requestAnimationFrame(() => page.zoom('selection'))
  }

  switch (dialog) {
    case 'connect':
      return <ConnectDialog editor={editor} onClose={close} />
    case 'reconnect':
      return <ReconnectDialog editor={editor} onClose={close} />
    case 'move-into':
      return <MoveDialog editor={editor} onClose={close} />
    case 'search':
      return <SearchDialog editor={editor} onFound={goTo} onClose={close} />
    case 'keys':
      return <KeysDialog onClose={close} />
    case null:
      return null
  }
}
