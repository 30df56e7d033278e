# SPDX-License-Identifier: Apache-2.0
# What quickstart and selftest share: finding and installing what the build
# needs, and building quietly.  Sourced, with the top of the tree as the
# current directory and 'program' set to the name to print, 'log'
# to the file that quietly() writes.
# shellcheck disable=SC2154

say() {
	printf '%s: %s\n' "$program" "$*" >&2
}

die() {
	say "$@"
	exit 2
}

# The build uses make and shell, to which some characters are special.
can_build_here() {
	case $(pwd) in
	*[\'\"\`\&\$\#\;:%\\\*\?\<\>\|\(\)[:space:]]*)
		die "cannot build in '$(pwd)': its name has a blank or one of" \
			"' \" \` & \$ # ; : % \\ * ? < > | ( ); move the tree" \
			"to a path without"
		;;
	esac
}

# One need a line: group, kind, name, then its package on Debian, Fedora,
# Alpine, Arch and Homebrew.  Kinds: compiler, command, library (a pkg-config
# module) and wish (a command that makes more tests run, but may be missing).
list_needs() {
	cat <<-'END'
	build compiler cc build-essential gcc build-base base-devel gcc
	build command make make make make make make
	build command autoconf autoconf autoconf autoconf autoconf autoconf
	build command automake automake automake automake automake automake
	build command pkg-config pkg-config pkgconf-pkg-config pkgconf pkgconf pkgconf
	build library check check check-devel check-dev check check
	build library libcurl libcurl4-openssl-dev libcurl-devel curl-dev curl curl
	build library libxml-2.0 libxml2-dev libxml2-devel libxml2-dev libxml2 libxml2
	test library jansson libjansson-dev jansson-devel jansson-dev jansson jansson
	build library libarchive libarchive-dev libarchive-devel libarchive-dev libarchive libarchive
	build library libcrypto libssl-dev openssl-devel openssl-dev openssl openssl
	build library libmicrohttpd libmicrohttpd-dev libmicrohttpd-devel libmicrohttpd-dev libmicrohttpd libmicrohttpd
	test command xmllint libxml2-utils libxml2 libxml2-utils libxml2 libxml2
	test wish jsonschema python3-jsonschema python3-jsonschema py3-jsonschema python-jsonschema python-jsonschema
	test wish mandoc mandoc mandoc mandoc mandoc mandoc
	test wish clang-format clang-format clang-tools-extra clang-extra-tools clang clang-format
	test wish ssh-keygen openssh-client openssh openssh-keygen openssh openssh
	test wish zstd zstd zstd zstd zstd zstd
	test wish zsh zsh zsh zsh zsh zsh
	browser wish chromium chromium chromium chromium chromium chromium
	browser wish node nodejs nodejs nodejs nodejs node
	browser wish npm npm nodejs-npm npm npm node
	package wish dpkg-buildpackage dpkg-dev dpkg-dev dpkg dpkg dpkg
	package wish dh debhelper debhelper debhelper debhelper debhelper
	package wish fakeroot fakeroot fakeroot fakeroot fakeroot fakeroot
	package wish lintian lintian lintian lintian lintian lintian
	package wish gpg gpg gnupg2 gnupg gnupg gnupg
	servers wish nginx nginx-light nginx nginx nginx nginx
	servers wish stunnel stunnel4 stunnel stunnel stunnel stunnel
	servers wish tinyproxy tinyproxy tinyproxy tinyproxy tinyproxy tinyproxy
	servers wish microsocks microsocks microsocks microsocks microsocks microsocks
	END
}

compiler_works() {
	echo '#include <stdio.h>' | cc -E - >/dev/null 2>&1
}

# is_there KIND NAME
is_there() {
	case $1 in
	compiler) compiler_works ;;
	library) pkg-config --exists "$2" 2>/dev/null ;;
	*) command -v "$2" >/dev/null 2>&1 ;;
	esac
}

# missing_needs GROUP...: the lines of list_needs that are not satisfied.
missing_needs() {
	list_needs | while read -r group kind name packages; do
		case " $* " in
		*" $group "*) ;;
		*) continue ;;
		esac
		is_there "$kind" "$name" ||
			echo "$group $kind $name $packages"
	done
}

# can_become_root: sudo asks for its password on a terminal only.
can_become_root() {
	[ "$(id -u)" = 0 ] && return
	command -v sudo >/dev/null 2>&1 && { [ -t 2 ] || sudo -n true 2>/dev/null; }
}

as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	else
		sudo "$@"
	fi
}

apt() {
	as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
		-o DPkg::Lock::Timeout=300 "$@" </dev/null
}

# apt_install LINES: install the Debian packages of those lines.
apt_install() {
	packages=$(echo "$1" | awk '{ printf "%s ", $4 }')
	if ! can_become_root; then
		say "missing; as root, run: apt-get install $packages"
		return 1
	fi
	say "installing $packages(log: out/install.log)"
	# A failed update is no reason to stop: the lists may be recent enough.
	apt update >>out/install.log || say "apt-get update failed"
	# shellcheck disable=SC2086 # one word a package
	apt install --no-install-recommends $packages >>out/install.log &&
		return
	# One that cannot be had must not cost the others.
	for package in $packages; do
		apt install --no-install-recommends "$package" \
			>>out/install.log || say "apt-get install $package failed"
	done
	return 0
}

# explain LINES: what to install where apt-get is missing.
explain() {
	say "missing, and there is no apt-get to install it with:"
	echo "$1" | awk '
		{ name[NR] = $3; fedora = fedora " " $5; alpine = alpine " " $6
		  arch = arch " " $7; brew = brew " " $8 }
		END {
			for (i = 1; i <= NR; i++) print "    " name[i]
			print "  Fedora:   sudo dnf install" fedora
			print "  Alpine:   sudo apk add" alpine
			print "  Arch:     sudo pacman -S --needed" arch
			print "  Homebrew: brew install" brew
		}' >&2
}

# install_missing GROUP...: afterwards all needs but wishes are satisfied; fails
# after saying what to install.  Touches nothing when nothing is missing.
install_missing() {
	missing=$(missing_needs "$@")
	[ -n "$missing" ] || return 0
	explained=true
	if ! command -v apt-get >/dev/null 2>&1; then
		explain "$missing"
	elif apt_install "$missing"; then
		explained=false
	fi
	missing=$(missing_needs "$@" | awk '$2 != "wish" { print $3 }')
	[ -n "$missing" ] || return 0
	# shellcheck disable=SC2086 # joined to one line
	$explained || say "still missing:" $missing
	return 2
}

job_count() {
	nproc 2>/dev/null || getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1
}

# quietly STEP COMMAND...: what it prints goes to the file named by 'log'; the
# end of that is shown when it fails.
quietly() {
	step=$1
	shift
	say "$step"
	if "$@" >>"$log" 2>&1 </dev/null; then
		return 0
	fi
	say "$step: failed; the end of $log:"
	tail -n 30 "$log" >&2
	return 1
}

# Has git another version than configure, as after a pull?
is_version_stale() {
	number=$(sed -n 's/.*git-version\.sh \([0-9.]*\)\].*/\1/p' configure.ac)
	now=$(sh build-aux/git-version.sh "$number")
	made=$(sed -n "s/^PACKAGE_VERSION='\(.*\)'\$/\1/p" configure)
	[ "${now%-dirty}" != "${made%-dirty}" ]
}

is_configure_stale() {
	[ -x configure ] || return 0
	! is_version_stale || return 0
	[ -n "$(find configure.ac Makefile.am ./*/local.mk ./*/*/local.mk \
		-newer configure 2>/dev/null)" ]
}

# configure_in DIRECTORY SOURCE OPTION...: SOURCE as seen from DIRECTORY;
# nothing when it is configured already, since make keeps that up to date.
configure_in() {
	directory=$1
	source=$2
	shift 2
	[ ! -f "$directory/config.status" ] || return 0
	mkdir -p "$directory"
	(cd "$directory" && "$source/configure" -q "$@")
}
