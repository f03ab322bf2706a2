"""The folder of a site, which is replaced whole."""

from __future__ import annotations

from zeren.commands.whole_folder import WholeFolder

SITE = WholeFolder(command="zeren site", thing="site", mark="zeren-site.txt")
