import { ActionIcon, Menu, useMantineColorScheme } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense } from 'react'
import type { Me } from '../answers.ts'
import { PaletteButton } from '../command/PaletteButton.tsx'
import { Bell } from '../notices/Bell.tsx'
import { toast } from '../notices/toast.ts'
import { useStream } from '../notices/use-stream.ts'
import { api, queryClient } from '../queries.ts'
import { texts } from '../texts.ts'
import { Away } from './Away.tsx'
import { Boundary } from './Boundary.tsx'
import { formatList, humanise } from './format.ts'
import { Mark } from './Mark.tsx'
import { sentenceOf } from './Message.tsx'
import { firstPage, pagesFor } from './pages.ts'
import classes from './Shell.module.css'
import { PersonSign, ThemeSign } from './signs.tsx'
import { WaitingCount } from './WaitingCount.tsx'

const Toasts = lazy(() => import('../notices/Toasts.tsx').then(({ Toasts }) => ({ default: Toasts })))

/** What stands around every page of those who are signed in. */
export function Shell({ me, children }: { me: Me; children: ReactNode }) {
  const pages = pagesFor(me)
  const { pathname } = useLocation()
  const signOut = useMutation({
    mutationFn: api.signOut,
    onSuccess: () => {
      // Nothing of this person's may be left for the next one to sign in.
      queryClient.clear()
      window.location.assign('/')
    },
    onError: error => toast({ kind: 'failed', title: sentenceOf(error), id: 'sign-out' }),
  })
  useStream()
  return (
    <>
      <a className={classes.skip} href="#content">
        {texts.shell.skip}
      </a>
      <header className={classes.header}>
        <Link to={firstPage(me)} className={classes.brand} aria-label={texts.shell.home}>
          <Mark />
          <span className={classes.word}>{texts.product}</span>
        </Link>
        <nav className={classes.nav} aria-label={texts.shell.navigation}>
          {pages.map(({ to, title }) => (
            <Link key={to} to={to} activeOptions={{ includeSearch: false }}>
              {title}
              {to === '/work' && <WaitingCount />}
            </Link>
          ))}
        </nav>
        <PaletteButton pages={pages} signOut={() => signOut.mutate()} />
        <Bell />
        <span className={classes.theme}>
          <ThemeMenu />
        </span>
        <AccountMenu me={me} signOut={() => signOut.mutate()} />
      </header>
      <main id="content" className={classes.content} tabIndex={-1}>
        <Boundary area={texts.crashed.page} resetWhen={pathname}>
          {children}
        </Boundary>
      </main>
      <Away />
      <Suspense>
        <Toasts />
      </Suspense>
    </>
  )
}

export function ThemeMenu() {
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={texts.shell.themeLabel}
          className={classes.tool}
        >
          <ThemeSign />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <ThemeChoice />
      </Menu.Dropdown>
    </Menu>
  )
}

function ThemeChoice() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Menu.RadioGroup value={colorScheme} onChange={value => setColorScheme(value as typeof colorScheme)}>
      {(['light', 'dark', 'auto'] as const).map(scheme => (
        <Menu.RadioItem key={scheme} value={scheme}>
          {texts.shell.theme[scheme]}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  )
}

function AccountMenu({ me, signOut }: { me: Me; signOut(): void }) {
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={texts.shell.account(me.name)}
          className={classes.tool}
        >
          <PersonSign />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label className={classes.who}>
          <strong>{me.name}</strong>
          <span>{texts.shell.roles(formatList(me.roles.map(humanise)))}</span>
        </Menu.Label>
        <Menu.Divider />
        <div className={classes.themeInMenu}>
          <Menu.Label>{texts.shell.themeLabel}</Menu.Label>
          <ThemeChoice />
          <Menu.Divider />
        </div>
        <Menu.Item onClick={signOut}>{texts.shell.signOut}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
