# SPDX-License-Identifier: Apache-2.0
# usage: archives.py BUNDLE FOLDER
# Writes archives that nobody should unpack into the folder, each with the
# sentence that says why (NAME.tar and NAME.why), made of a bundle that is good.
import gzip
import io
import os
import sys
import tarfile

bundle, folder = sys.argv[1:]


def entry(name, kind=tarfile.REGTYPE, link="", data=b"x"):
    info = tarfile.TarInfo(name)
    info.type = kind
    info.linkname = link
    info.size = len(data) if kind == tarfile.REGTYPE else 0
    return info, data


def write(name, why, entries, mode="w", end=".tar"):
    path = os.path.join(folder, name)
    with tarfile.open(path + end, mode) as tar:
        tar.add(bundle, "top")
        for info, data in entries:
            tar.addfile(info, io.BytesIO(data))
    with open(path + ".why", "w") as f:
        f.write(why)


def append(name, why, change):
    path = os.path.join(folder, name)
    with tarfile.open(path + ".tar.gz", "w:gz") as tar:
        tar.add(bundle, "top")
    with open(path + ".tar.gz", "rb") as f:
        data = f.read()
    with open(path + ".tar.gz", "wb") as f:
        f.write(change(data))
    with open(path + ".why", "w") as f:
        f.write(why)


append("bytes-after-the-compressed-end", "7 bytes follow after its end",
       lambda data: data + b"garbage")
append("bytes-after-the-last-file", "bytes follow after its last file",
       lambda data: gzip.compress(gzip.decompress(data) + b"garbage"))
append("two-archives-in-one", "bytes follow after its last file",
       lambda data: data + data)
write("a-name-that-leads-upwards", "it leads out of the folder",
      [entry("../outside")])
write("a-name-that-leads-upwards-later", "it leads out of the folder",
      [entry("top/../../outside")])
write("an-absolute-name", "it is absolute", [entry("/tmp/outside")])
write("a-symbolic-link", "it is a symbolic link",
      [entry("top/link", tarfile.SYMTYPE, "/etc/passwd")])
write("a-hard-link", "it is a hard link",
      [entry("top/link", tarfile.LNKTYPE, "top/STATEMENT")])
write("a-device", "it is a device", [entry("top/dev", tarfile.CHRTYPE)])
write("a-pipe", "it is a pipe", [entry("top/pipe", tarfile.FIFOTYPE)])
write("two-of-one-name", "there are two of that name",
      [entry("top/STATEMENT")])
write("a-name-with-a-newline", "only the letters", [entry("top/a\nb")])
write("a-name-like-an-option", "an option of commands", [entry("top/-rf")])
write("a-folder-that-leads-upwards", "it leads out of the folder",
      [entry("../x", tarfile.DIRTYPE)])
write("an-empty-folder", "it is an empty folder",
      [entry("top/CERTIFIED", tarfile.DIRTYPE)])
write("a-long-name", "longer than 100 bytes", [entry("top/" + "a" * 120)])
write("a-bomb-of-zeros", "more than 200 times its size",
      [entry("top/zeros", data=bytes(40 << 20))], "w:gz", ".tar.gz")
write("many-files", "the 4097th file",
      [entry("top/f%d" % i, data=b"") for i in range(4100)])
write("many-folders", "the 8193rd entry",
      [entry("top/f%d" % i, tarfile.DIRTYPE) for i in range(8200)])
