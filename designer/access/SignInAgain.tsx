import { texts } from '../texts.ts'
import { Dialog } from '../ui/Dialog.tsx'
import classes from './Door.module.css'
import { SignInForm } from './SignIn.tsx'

/** The session has ended while somebody was at work: over the page, which stays as it is until they are back. */
export function SignInAgain({ name }: { name: string }) {
  return (
    <Dialog
      onClose={() => {}}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      centered
      title={texts.access.again.title}
      overlayProps={{ blur: 2 }}
    >
      <div className={classes.again}>
        <p>{texts.access.again.text(name)}</p>
        <SignInForm />
      </div>
    </Dialog>
  )
}
