"""Messages through Apprise: ntfy, Telegram, Slack, Teams, Pushover, e-mail and a hundred others, each by one address.

Apprise answers yes or no and logs the reason; the reason is caught here, and what is secret in it is taken out.
"""

from __future__ import annotations

import ipaddress
import logging
import re
import socket
from contextlib import AbstractContextManager
from io import StringIO
from threading import Lock
from urllib.parse import parse_qsl, quote, unquote, urlsplit

import apprise

from ap_engine.model.errors import UnusableChannel
from ap_engine.model.push import Outgoing
from ap_engine.notify.port import ChannelDead, PushFailed

# These speak to the machine that the application runs on, or to whatever desktop or log is near it: to nobody.
_OF_THE_MACHINE = frozenset(
    {"blink1", "dbus", "gio", "glib", "gnome", "growl", "kde", "macosx", "qt", "rsyslog", "syslog", "windows", "gntp"}
)
# These have a plug-in read a file of this machine, or follow wherever an answer leads.
_OF_A_FILE = frozenset({"template", "keyfile", "subfile", "pgpkey", "attach", "redirect"})
# What a service refuses for good. Too slow, too early and too often are for later.
_CLIENT_ERROR = re.compile(r"error=(4\d\d)")
_FOR_LATER = frozenset({"408", "425", "429"})
_LOG = "apprise"
_ONE_AT_A_TIME = Lock()


class ApprisePush:
    """The adapter. `private_hosts`: whether a channel may lead to an address of our own network (a test sink, an own ntfy)."""

    def __init__(self, private_hosts: bool) -> None:
        self._private_hosts = private_hosts
        # Its log names addresses: it is caught for each message, and goes nowhere else.
        log = logging.getLogger(_LOG)
        log.propagate = False
        if not log.handlers:
            log.addHandler(logging.NullHandler())

    def shown(self, address: str) -> str:
        """The service and the address's last letters, as: ntfy …x7a. Raises UnusableChannel."""
        plugin = self._plugin(address, self._private_hosts)
        tail = re.sub(r"[^A-Za-z0-9]", "", address.partition("?")[0])[-3:]
        return f"{plugin.service_name} …{tail}"

    def send(self, address: str, message: Outgoing, ours: bool = False) -> None:
        """Send, and wait for the service's answer. Raises PushFailed, ChannelDead; never a word of the address."""
        try:
            plugin = self._plugin(_with_tap(address, message.link), self._private_hosts or ours)
        except UnusableChannel as error:
            raise ChannelDead(str(error)) from None
        body = f"{message.body}\n{message.link}" if message.link else message.body
        with _ONE_AT_A_TIME, _caught() as said:
            try:
                sent = plugin.notify(body=body, title=message.title, body_format=apprise.NotifyFormat.TEXT)
            except Exception as error:  # noqa: BLE001 - a plug-in's mistake is a failed channel, and its words may hold the address
                raise PushFailed(f"{plugin.service_name}: {type(error).__name__}") from None
            words = _without_secrets(said.getvalue(), address) or f"{plugin.service_name} did not take the message."
        if sent:
            return
        code = _CLIENT_ERROR.search(words)
        raise (ChannelDead if code and code[1] not in _FOR_LATER else PushFailed)(words)

    def mail(self, company_mail: str, recipient: str) -> str:
        """The company's mail address with this person as the one who gets it."""
        return f"{company_mail}{'&' if '?' in company_mail else '?'}to={quote(recipient)}"

    def _plugin(self, address: str, private_hosts: bool) -> apprise.NotifyBase:
        schema = address.partition("://")[0].lower()
        if "://" not in address or schema in _OF_THE_MACHINE:
            raise UnusableChannel("It begins with the service's name, as in ntfys://ntfy.sh/your-topic.")
        options = parse_qsl(urlsplit(address).query, keep_blank_values=True)
        if any(name.lower() in _OF_A_FILE or re.match(r"[/~.\\]|file:", value) for name, value in options):
            raise UnusableChannel("It may not name a file.")
        asset = apprise.AppriseAsset(app_id="Payables", app_desc="Payables", storage_mode="memory", http_redirects=False)
        with _ONE_AT_A_TIME, _caught():
            try:
                plugin = apprise.Apprise.instantiate(address, asset=asset)
            except Exception:  # noqa: BLE001 - whatever a plug-in makes of it, the address is no good, and its words may hold it
                plugin = None
        # ntfy is content without a topic until it is to send something.
        if plugin is None or not getattr(plugin, "topics", True):
            raise UnusableChannel("No service takes it: check the address against the service's page.")
        if not private_hosts and _is_private(plugin):
            raise UnusableChannel("It leads into our own network, which is not allowed here.")
        return plugin


def _caught() -> AbstractContextManager[StringIO]:
    """What Apprise says inside the block."""
    caught: AbstractContextManager[StringIO] = apprise.LogCapture(level=logging.WARNING, fmt="%(message)s")  # type: ignore[no-untyped-call]
    return caught


def _with_tap(address: str, link: str) -> str:
    """An ntfy message opens the card when it is tapped; other services show the link in the text."""
    if not link or address.partition("://")[0].lower() not in ("ntfy", "ntfys"):
        return address
    return f"{address}{'&' if '?' in address else '?'}click={quote(link, safe='')}"


def _without_secrets(words: str, address: str) -> str:
    """One line of a service's words, with every part of the address but the service's name taken out."""
    line = " ".join(words.split())[:400]
    parts = {part for part in re.split(r"[/:@?&=,#]+", address.partition("://")[2]) if len(part) > 2}
    for part in sorted(parts | {unquote(part) for part in parts}, key=len, reverse=True):
        line = line.replace(part, "…")
    return line


def _is_private(plugin: apprise.NotifyBase) -> bool:
    hosts = {str(getattr(plugin, name, None) or "") for name in ("host", "smtp_host")} - {""}
    return any(not ipaddress.ip_address(found).is_global for host in hosts for found in _addresses(host))


def _addresses(host: str) -> set[str]:
    try:
        return {str(found[4][0]).partition("%")[0] for found in socket.getaddrinfo(host.strip("[]"), None)}
    except (OSError, UnicodeError):
        return set()  # many services have a token where a host would be
