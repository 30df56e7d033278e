# SPDX-License-Identifier: Apache-2.0
# usage: awk -v into=FOLDER -f messages.awk messages.txt
# Write a stub for each row: a class with a getter and a setter for each
# attribute, and the factories that public code is known to use.

function capital(word)
{
	return toupper(substr(word, 1, 1)) substr(word, 2)
}

# ARGUMENTS, "int ticketId, String interactionId", as a factory.
function factory(arguments,    n, i, each, word)
{
	printf "    public static %s create(%s) {\n", class, arguments >file
	printf "        %s made = new %s();\n", class, class >file
	n = split(arguments, each, ", *")
	for (i = 1; i <= n; i++) {
		split(each[i], word, " ")
		printf "        made.%s = %s;\n", word[2], word[2] >file
	}
	print "        return made;\n    }\n" >file
}

function attribute(type, name)
{
	printf "    private %s %s;\n\n", type, name >file
	printf "    public %s get%s() {\n        return %s;\n    }\n\n", \
	    type, capital(name), name >file
	printf "    public void set%s(%s given) {\n        %s = given;\n    }\n\n", \
	    capital(name), type, name >file
}

# An enumeration: a constant for each word.
function constants(words)
{
	gsub(" ", ", ", words)
	printf "public enum %s { %s }\n", class, words >file
}

BEGIN { FS = " *[|] *" }
/^#/ || !NF { next }
{
	root = "com.genesyslab.platform.openmedia.protocol.interactionserver"
	class = package = $1
	sub(/.*[.]/, "", class)
	package = index($1, ".") ? root "." substr($1, 1, length($1) - length(class) - 1) : root
	folder = package
	gsub(/[.]/, "/", folder)
	system("mkdir -p " into "/" folder)
	file = into "/" folder "/" class ".java"
	print "package " package ";\n" >file
	print "import com.genesyslab.platform.commons.collections.*;" >file
	print "import com.genesyslab.platform.commons.protocol.*;" >file
	print "import " root ".*;\n" >file
	if ($2 == "enum") {
		constants($3)
	} else {
		printf "public class %s%s {\n", class, \
		    index($1, ".") ? " extends StubMessage" : "" >file
		n = split($3, each, ", *")
		for (i = 1; i <= n; i++) {
			split(each[i], word, " ")
			attribute(word[1], word[2])
		}
		if ($2 != "create()")
			factory("")
		n = split($2, each, ";")
		for (i = 1; i <= n; i++) {
			gsub(/^ *create[(]|[)] *$/, "", each[i])
			factory(each[i])
		}
		print "}" >file
	}
	close(file)
}
