export const words = {
  open: (unread: number) => (unread === 0 ? 'Notifications' : `Notifications, ${unread} unread`),
  title: 'Notifications',
  unread: 'not read yet',
  readAll: 'Mark all as read',
  toCase: 'To the case',
  none: {
    title: 'Nothing was said to you',
    text: 'When a process tells you or one of your roles something, it is listed here.',
  },
  failed: 'The notifications could not be loaded.',
  close: 'Close',
  arrived: (count: number) => (count === 1 ? 'A new notification' : `${count} new notifications`),
}
