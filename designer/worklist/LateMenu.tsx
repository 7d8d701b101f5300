import { Menu, type MenuProps } from '@mantine/core'
import { type ReactElement, type ReactNode, type Ref, useRef, useState } from 'react'

type ButtonProps = { ref: Ref<HTMLButtonElement>; onClick?: () => void }
type Props = Pick<MenuProps, 'position' | 'width'> & {
  button(props: ButtonProps): ReactElement
  children: ReactNode
}

/** A menu that is a mere button until it is pressed first: a list has one or two in each row that is scrolled by. */
export function LateMenu({ button, children, ...props }: Props) {
  const [isAsked, ask] = useState(false)
  const target = useRef<HTMLButtonElement>(null)
  if (!isAsked) return button({ ref: target, onClick: () => ask(true) })
  const close = () =>
    requestAnimationFrame(() => {
      // Whatever was chosen may have led the focus elsewhere on purpose.
      if (document.activeElement === document.body) target.current?.focus({ preventScroll: true })
    })
  return (
    <Menu defaultOpened {...props} onClose={close}>
      <Menu.Target>{button({ ref: target })}</Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  )
}
