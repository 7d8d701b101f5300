import '@mantine/notifications/styles.css'
import { Notifications } from '@mantine/notifications'
import classes from './Toasts.module.css'

/** Where toasts appear. The place is there before they are, so that a screen reader notices them. */
export function Toasts() {
  return (
    <Notifications
      position="bottom-right"
      containerWidth={380}
      transitionDuration={120}
      limit={4}
      aria-live="polite"
      className={classes.places!}
      classNames={{ notification: classes.toast! }}
    />
  )
}
