import { ActionIcon, Menu, useMantineColorScheme } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Me } from '../api.ts'
import { api, queryClient } from '../queries.ts'
import { texts } from '../texts.ts'
import { formatList, humanise } from './format.ts'
import { Mark } from './Mark.tsx'
import classes from './Shell.module.css'
import { PersonSign, ThemeSign } from './signs.tsx'

/** What stands around every page of those who are signed in. */
export function Shell({ me, children }: { me: Me; children: ReactNode }) {
  return (
    <>
      <a className={classes.skip} href="#content">
        {texts.shell.skip}
      </a>
      <header className={classes.header}>
        <Link to="/" className={classes.brand} aria-label={texts.shell.home}>
          <Mark />
          <span className={classes.word}>{texts.product}</span>
        </Link>
        <nav className={classes.nav} aria-label={texts.shell.navigation}>
          <Link to="/" activeOptions={{ exact: true, includeSearch: false }}>
            {texts.shell.cases}
          </Link>
          {me.rights.includes('process.read') && <Link to="/processes">{texts.shell.processes}</Link>}
        </nav>
        <ThemeMenu />
        <AccountMenu me={me} />
      </header>
      <main id="content" className={classes.content} tabIndex={-1}>
        {children}
      </main>
    </>
  )
}

export function ThemeMenu() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
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
        <Menu.RadioGroup value={colorScheme} onChange={value => setColorScheme(value as typeof colorScheme)}>
          {(['light', 'dark', 'auto'] as const).map(scheme => (
            <Menu.RadioItem key={scheme} value={scheme}>
              {texts.shell.theme[scheme]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}

function AccountMenu({ me }: { me: Me }) {
  const signOut = useMutation({
    mutationFn: api.signOut,
    // Nothing of this person's may be left for the next one to sign in.
    onSuccess: () => window.location.assign('/'),
    onSettled: () => queryClient.clear(),
  })
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
        <Menu.Item onClick={() => signOut.mutate()}>{texts.shell.signOut}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
