// SPDX-License-Identifier: Apache-2.0
package ixconform.psdk;

import com.genesyslab.platform.commons.collections.KeyValueCollection;
import com.genesyslab.platform.commons.collections.KeyValuePair;
import com.genesyslab.platform.commons.protocol.Message;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From JSON to requests of the SDK, and from its events to JSON: by the names of their setters and
 * getters, so that no message class needs code of its own. 'interactionId' is setInteractionId() and
 * getInteractionId(); the properties file says where a request differs.
 */
final class Messages {
    private static final String VENDOR = "com.genesyslab.";
    private static final String REQUESTS =
        VENDOR + "platform.openmedia.protocol.interactionserver.requests.";
    private static final int MAX_DEPTH = 14;

    /** The sub-package of a request, and what its factory takes (none: create()). */
    private static final Map<String, String> REQUEST_CLASSES = new TreeMap<>();
    /** What the factories of other classes take. */
    private static final Map<String, String[]> FACTORIES =
        Map.of("ReasonInfo", new String[] {"reasonSystemName", "reasonDescription"});

    static {
        String[] rows = {
            "RequestAgentLogin agentmanagement tenantId placeId reason",
            "RequestAgentLogout agentmanagement",
            "RequestNotReadyForMedia agentmanagement mediaType reason",
            "RequestCancelNotReadyForMedia agentmanagement mediaType reason",
            "RequestAddMedia agentmanagement mediaType reason",
            "RequestRemoveMedia agentmanagement mediaType reason",
            "RequestAccept interactiondelivery ticketId interactionId",
            "RequestReject interactiondelivery ticketId interactionId reason",
            "RequestConference interactionmanagement interactionId",
            "RequestTransfer interactionmanagement interactionId",
            "RequestIntrude interactionmanagement interactionId",
            "RequestLeaveInteraction interactionmanagement interactionId reason",
            "RequestPlaceInQueue interactionmanagement",
            "RequestPlaceInWorkbin interactionmanagement",
            "RequestStopProcessing interactionmanagement",
            "RequestChangeProperties interactionmanagement interactionId",
            "RequestSubmit interactionmanagement",
            "RequestPull interactionmanagement viewId reason",
        };
        for (String row : rows)
            REQUEST_CLASSES.put(row.substring(0, row.indexOf(' ')), row.substring(row.indexOf(' ') + 1));
    }

    private final Properties settings;

    Messages(Properties settings) {
        this.settings = settings;
    }

    String setting(String name) {
        String value = settings.getProperty(name);
        if (value == null)
            throw new IllegalArgumentException("the properties file has no " + name);
        return value;
    }

    /** The constant of that name: of a Java enum, or of the vendor's kind. */
    static Object constant(Class<?> type, String name) throws ReflectiveOperationException {
        try {
            return type.getField(name).get(null);
        } catch (NoSuchFieldException unknown) {
            throw new IllegalArgumentException(type.getSimpleName() + " has no '" + name + "'");
        }
    }

    // --- up ---

    Message request(Map<String, Object> json) throws ReflectiveOperationException {
        String name = (String) json.get("messageName");
        String row = REQUEST_CLASSES.get(name);
        if (row == null)
            throw new IllegalArgumentException("the adapter does not know this request");
        String[] words = row.split(" ");
        String[] taken = Arrays.copyOfRange(words, 1, words.length);
        return (Message) make(Class.forName(REQUESTS + words[0] + "." + name), taken, attributes(name, json));
    }

    /** Of the SDK's request: as in the frame, but for what the properties file says of it. */
    private Map<String, Object> attributes(String request, Map<String, Object> json) {
        Map<String, Object> found = new LinkedHashMap<>(json);
        String prefix = "request." + request + ".";
        found.remove("messageName");
        for (String key : settings.stringPropertyNames()) {
            if (!key.startsWith(prefix))
                continue;
            Object value = fill(settings.getProperty(key).trim(), json);
            if ("".equals(value))
                found.remove(key.substring(prefix.length()));
            else
                found.put(key.substring(prefix.length()), value);
        }
        return found;
    }

    /** "{queue}" is the value of that attribute, of its type; within a text it is inserted. */
    private static Object fill(String template, Map<String, Object> json) {
        Matcher name = Pattern.compile("\\{([A-Za-z]+)\\}").matcher(template);
        if (name.matches())
            return json.getOrDefault(name.group(1), "");
        return name.reset().replaceAll(
            one -> Matcher.quoteReplacement(String.valueOf(json.getOrDefault(one.group(1), ""))));
    }

    /** By the factory that takes these, or by create() alone; all else by setters. */
    private Object make(Class<?> type, String[] taken, Map<String, Object> attributes)
        throws ReflectiveOperationException {
        Map<String, Object> left = new LinkedHashMap<>(attributes);
        for (String[] names : new String[][] {taken, {}})
            for (Method factory : type.getMethods()) {
                if (!factory.getName().equals("create") || !Modifier.isStatic(factory.getModifiers())
                    || factory.getParameterCount() != names.length)
                    continue;
                Object[] values = new Object[names.length];
                for (int i = 0; i < names.length; i++)
                    values[i] = convert(left.remove(names[i]), factory.getParameterTypes()[i]);
                Object made = factory.invoke(null, values);
                for (Map.Entry<String, Object> attribute : left.entrySet())
                    set(made, attribute.getKey(), attribute.getValue());
                return made;
            }
        throw new IllegalArgumentException(type.getSimpleName() + " has no create() that the adapter knows");
    }

    private void set(Object made, String name, Object value) throws ReflectiveOperationException {
        String setter = "set" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
        for (Method method : made.getClass().getMethods())
            if (method.getName().equals(setter) && method.getParameterCount() == 1) {
                method.invoke(made, convert(value, method.getParameterTypes()[0]));
                return;
            }
        throw new IllegalArgumentException("the SDK's " + made.getClass().getSimpleName()
            + " has no attribute '" + name + "'; the properties file can map it, or leave it out");
    }

    private Object convert(Object value, Class<?> type) throws ReflectiveOperationException {
        if (value == null)
            return type == int.class ? (Object) 0 : type == boolean.class ? (Object) false : null;
        if (type == Integer.class || type == int.class)
            return Math.toIntExact(Long.parseLong(value.toString()));
        if (type == Long.class || type == long.class)
            return Long.parseLong(value.toString());
        if (type == Boolean.class || type == boolean.class)
            return Boolean.valueOf(value.toString());
        if (type == String.class)
            return value.toString();
        if (value instanceof Map) {
            @SuppressWarnings("unchecked")
            Map<String, Object> members = (Map<String, Object>) value;
            if (type == KeyValueCollection.class)
                return list(members);
            return make(type, FACTORIES.getOrDefault(type.getSimpleName(), new String[0]), members);
        }
        return constant(type, value.toString());
    }

    /** A key-value list holds texts, integers and lists; nothing else of JSON. */
    private static KeyValueCollection list(Map<String, Object> members) {
        KeyValueCollection found = new KeyValueCollection();
        for (Map.Entry<String, Object> member : members.entrySet()) {
            Object value = member.getValue();
            if (value instanceof Map) {
                @SuppressWarnings("unchecked")
                Map<String, Object> inner = (Map<String, Object>) value;
                found.addList(member.getKey(), list(inner));
            } else if (value instanceof Long) {
                found.addInt(member.getKey(), Math.toIntExact((Long) value));
            } else if (value instanceof String) {
                found.addString(member.getKey(), (String) value);
            } else {
                throw new IllegalArgumentException("'" + member.getKey() + "' cannot be in a key-value list");
            }
        }
        return found;
    }

    // --- down ---

    Map<String, Object> event(Message message) throws ReflectiveOperationException {
        Map<String, Object> found = new LinkedHashMap<>();
        String name = message.messageName();
        found.put("messageName", name == null || name.isEmpty() ? "Unknown#" + message.messageId() : name);
        found.putAll(members(message, 1));
        // An event that answers nothing has none; the SDK may say 0 or null.
        if (Integer.valueOf(0).equals(found.get("referenceId")))
            found.remove("referenceId");
        return found;
    }

    /** What the getters of a message, or of an object in it, return. */
    private static Map<String, Object> members(Object from, int depth) throws ReflectiveOperationException {
        Map<String, Object> found = new TreeMap<>();
        for (Method getter : from.getClass().getMethods()) {
            String name = getter.getName();
            String owner = getter.getDeclaringClass().getName();
            if (!name.startsWith("get") || name.length() < 4 || getter.getParameterCount() > 0
                || Modifier.isStatic(getter.getModifiers()) || !owner.startsWith(VENDOR)
                || owner.startsWith(VENDOR + "platform.commons.protocol."))
                continue;
            Object value = json(getter.invoke(from), depth + 1);
            if (value != null)
                found.put(Character.toLowerCase(name.charAt(3)) + name.substring(4), value);
        }
        return found;
    }

    private static Object json(Object value, int depth) throws ReflectiveOperationException {
        if (value == null || depth > MAX_DEPTH)
            return null;
        if (value instanceof String || value instanceof Boolean || value instanceof Integer || value instanceof Long)
            return value;
        if (value instanceof Number)
            return ((Number) value).doubleValue();
        if (value instanceof Date)
            return ((Date) value).getTime() / 1000;
        if (value instanceof KeyValueCollection)
            return pairs((KeyValueCollection) value, depth);
        if (value instanceof Collection || value.getClass().isArray())
            return items(value, depth);
        if (value instanceof Enum)
            return ((Enum<?>) value).name();
        try {
            // The vendor's kind of enumeration.
            value.getClass().getMethod("asInteger");
            return value.getClass().getMethod("name").invoke(value);
        } catch (NoSuchMethodException other) {
            return value.getClass().getName().startsWith(VENDOR) ? members(value, depth) : value.toString();
        }
    }

    private static Object items(Object value, int depth) throws ReflectiveOperationException {
        Object array = value instanceof Collection ? ((Collection<?>) value).toArray() : value;
        List<Object> found = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++)
            found.add(json(Array.get(array, i), depth + 1));
        return found;
    }

    /** Of several pairs with one key the first counts: JSON has no other place for them. */
    private static Object pairs(KeyValueCollection list, int depth) throws ReflectiveOperationException {
        Map<String, Object> found = new LinkedHashMap<>();
        for (Object one : list) {
            KeyValuePair pair = (KeyValuePair) one;
            Object value = json(pair.getValue(), depth + 1);
            if (value != null)
                found.putIfAbsent(pair.getStringKey(), value);
        }
        return found;
    }
}
