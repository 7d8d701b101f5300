import { Modal, type ModalProps } from '@mantine/core'
import { createContext, type RefObject, useContext, useEffect, useState } from 'react'

/** What has the focus after a dialog when what had it before is gone; the page, unless something is named. */
export const FocusAfter = createContext<RefObject<HTMLElement | null> | null>(null)

/**
 * A dialog, which is there as long as it is drawn. Mantine gives the focus back when `opened` changes, and here it
 * never does: what had the focus when the dialog was opened has it again when it is gone.
 */
export function Dialog(props: Omit<ModalProps, 'opened'>) {
  const [before] = useState(() => document.activeElement)
  const after = useContext(FocusAfter)
  useEffect(
    () => () => {
      // By now it is gone: whoever closed it may have led the focus elsewhere on purpose.
      for (const next of [before, after?.current, document.getElementById('content')]) {
        if (document.activeElement !== document.body) return
        if (next instanceof HTMLElement && next !== document.body) next.focus({ preventScroll: true })
      }
    },
    [before, after],
  )
  return <Modal opened {...props} />
}
