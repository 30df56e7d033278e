// SPDX-License-Identifier: Apache-2.0
package ixconform.psdk;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON as Map, List, String, Long, Double, Boolean and null; strict, and bounded. */
final class Json {
    private static final int MAX_DEPTH = 20;
    private static final int MESSAGE_MAX_DEPTH = 16;
    private static final int MESSAGE_MAX_PATH = 512;

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** The only value of the text; IllegalArgumentException if that is not what it is. */
    static Object parse(String text) {
        Json reader = new Json(text);
        Object value = reader.value(0);
        if (reader.peek() != 0)
            throw reader.wrong("there is more after the value");
        return value;
    }

    private IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException("byte " + at + ": " + why);
    }

    /** The next character that is no space; 0 at the end. */
    private char peek() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0)
            at++;
        return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean take(char c) {
        boolean found = peek() == c;
        at += found ? 1 : 0;
        return found;
    }

    private void need(char c) {
        if (!take(c))
            throw wrong("'" + c + "' is missing");
    }

    private Object value(int depth) {
        if (depth > MAX_DEPTH)
            throw wrong("it is nested too deeply");
        switch (peek()) {
        case '{':
            return object(depth);
        case '[':
            return list(depth);
        case '"':
            return string();
        case 't':
            return word("true", true);
        case 'f':
            return word("false", false);
        case 'n':
            return word("null", null);
        default:
            return number();
        }
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at))
            throw wrong("it is no value");
        at += word.length();
        return value;
    }

    private Map<String, Object> object(int depth) {
        Map<String, Object> found = new LinkedHashMap<>();
        need('{');
        while (!take('}')) {
            if (!found.isEmpty())
                need(',');
            if (peek() != '"')
                throw wrong("a member has no name");
            String key = string();
            need(':');
            if (found.containsKey(key))
                throw wrong("'" + key + "' is there twice");
            found.put(key, value(depth + 1));
        }
        return found;
    }

    private List<Object> list(int depth) {
        List<Object> found = new ArrayList<>();
        need('[');
        while (!take(']')) {
            if (!found.isEmpty())
                need(',');
            found.add(value(depth + 1));
        }
        return found;
    }

    private Object number() {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0)
            at++;
        String word = text.substring(start, at);
        if (!word.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?"))
            throw wrong("it is no value");
        if (word.matches("-?[0-9]+"))
            return Long.valueOf(word);
        double value = Double.parseDouble(word);
        if (Double.isInfinite(value))
            throw wrong("the number is too large");
        return value;
    }

    private String string() {
        StringBuilder found = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return found.toString();
            }
            if (c < ' ')
                break;
            found.append(c == '\\' ? escaped() : c);
        }
        throw wrong("a string does not end");
    }

    private char escaped() {
        char c = ++at < text.length() ? text.charAt(at) : 0;
        int plain = "\"\\/bfnrt".indexOf(c);
        if (plain >= 0)
            return "\"\\/\b\f\n\r\t".charAt(plain);
        String hex = text.substring(at + 1, Math.min(at + 5, text.length()));
        if (c != 'u' || !hex.matches("[0-9A-Fa-f]{4}"))
            throw wrong("an escape is wrong");
        at += 4;
        return (char) Integer.parseInt(hex, 16);
    }

    /** How many values are in it; IllegalArgumentException beyond the limits of a message. */
    static int count(Object value, int depth, int path) {
        if (depth > MESSAGE_MAX_DEPTH || path > MESSAGE_MAX_PATH + 1)
            throw new IllegalArgumentException("'message' is nested too deeply");
        int found = 0, index = 0;
        if (value instanceof Map)
            for (Map.Entry<?, ?> member : ((Map<?, ?>) value).entrySet())
                found += count(member.getValue(), inner(member.getValue(), depth),
                    path + member.getKey().toString().getBytes(StandardCharsets.UTF_8).length + 1);
        else if (value instanceof List)
            for (Object item : (List<?>) value)
                found += count(item, inner(item, depth), path + String.valueOf(index++).length() + 1);
        return Math.max(found, 1);
    }

    private static int inner(Object value, int depth) {
        return value instanceof Map || value instanceof List ? depth + 1 : depth;
    }

    static String print(Object value) {
        StringBuilder into = new StringBuilder();
        print(value, into);
        return into.toString();
    }

    private static void print(Object value, StringBuilder into) {
        String separator = "";
        if (value instanceof Map) {
            into.append('{');
            for (Map.Entry<?, ?> member : ((Map<?, ?>) value).entrySet()) {
                into.append(separator);
                quote(member.getKey().toString(), into);
                print(member.getValue(), into.append(':'));
                separator = ",";
            }
            into.append('}');
        } else if (value instanceof List) {
            into.append('[');
            for (Object item : (List<?>) value) {
                print(item, into.append(separator));
                separator = ",";
            }
            into.append(']');
        } else if (value instanceof String) {
            quote((String) value, into);
        } else {
            into.append(value);
        }
    }

    private static void quote(String text, StringBuilder into) {
        into.append('"');
        for (char c : text.toCharArray())
            if (c == '"' || c == '\\')
                into.append('\\').append(c);
            else if (c < ' ' || c > '~')
                into.append(String.format("\\u%04x", (int) c));
            else
                into.append(c);
        into.append('"');
    }
}
