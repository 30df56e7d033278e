// SPDX-License-Identifier: Apache-2.0
package ixconform.psdk;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A channel of docs/binding.md: frames up are applied in order, those down are numbered and kept. */
final class Channel {
    /** Frames that the client may still ask for again. */
    private static final int KEPT = 65536;
    private static final int MESSAGE_MAX_VALUES = 4096;
    private static final int LINE_MAX_BYTES = 1 << 20;
    private static final long SILENCE_MS = 15000;
    static final long IDLE_NS = 60_000_000_000L;

    /** An answer other than success, in a sentence. */
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1;
        final int status;
        final transient Map<String, Object> body = new LinkedHashMap<>();

        Refusal(int status, String sentence, int line) {
            super(sentence);
            this.status = status;
            body.put("error", sentence);
            if (line > 0)
                body.put("line", line);
        }
    }

    final String name;
    private final Messages messages;
    private final Map<Long, Party> parties = new HashMap<>(); // those that have ended too
    private final List<byte[]> kept = new ArrayList<>();
    private long sequence;
    private long request; // the newest number of one, and how it was answered
    private Refusal answer;
    private int newestStream;
    private int streams;
    private long usedNs = System.nanoTime();
    private boolean hasEnded;

    Channel(Messages messages) {
        byte[] random = new byte[12];
        new SecureRandom().nextBytes(random);
        name = Base64.getUrlEncoder().encodeToString(random);
        this.messages = messages;
    }

    /** A frame down; its members in pairs. From any thread. */
    synchronized void down(String kind, long party, Object... members) {
        Map<String, Object> frame = new LinkedHashMap<>();
        frame.put("seq", ++sequence);
        frame.put("timeUs", System.nanoTime() / 1000 & Long.MAX_VALUE);
        frame.put("frame", kind);
        frame.put("party", party);
        for (int i = 0; i < members.length; i += 2)
            frame.put((String) members[i], members[i + 1]);
        kept.add((Json.print(frame) + "\n").getBytes(StandardCharsets.UTF_8));
        if (kept.size() > 2 * KEPT)
            kept.subList(0, KEPT).clear();
        notifyAll();
    }

    /** The frames of a request; once, if it has a number (else 0). */
    synchronized void up(byte[] body, long number) throws Refusal {
        usedNs = System.nanoTime();
        if (number > request + 1)
            throw new Refusal(400, "'n' is " + number + "; the next one is " + (request + 1), 0);
        if (number == 0 || number > request) {
            answer = null;
            try {
                applyLines(body);
            } catch (Refusal refusal) {
                answer = refusal;
            }
            request = Math.max(request, number);
        }
        if (answer != null && (number == 0 || number == request))
            throw answer;
    }

    private void applyLines(byte[] body) throws Refusal {
        int line = 1, start = 0;
        for (int i = 0; i <= body.length; i++) {
            if (i < body.length && body[i] != '\n')
                continue;
            if (i - start > LINE_MAX_BYTES)
                throw new Refusal(413, "a line has more than 1 MiB", line);
            try {
                String text = StandardCharsets.UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(body, start, i - start)).toString();
                if (!text.trim().isEmpty())
                    apply(Json.parse(text));
            } catch (IllegalArgumentException | CharacterCodingException problem) {
                throw new Refusal(400, String.valueOf(problem.getMessage()), line);
            }
            start = i + 1;
            line++;
        }
    }

    private static <T> T member(Map<?, ?> frame, String name, Class<T> type) {
        if (!type.isInstance(frame.get(name)))
            throw new IllegalArgumentException("'" + name + "' must be a " + type.getSimpleName());
        return type.cast(frame.get(name));
    }

    private void apply(Object line) {
        if (!(line instanceof Map))
            throw new IllegalArgumentException("it is no object");
        Map<?, ?> frame = (Map<?, ?>) line;
        String kind = member(frame, "frame", String.class);
        long number = member(frame, "party", Long.class);
        if (number < 1 || number > 0xFFFFFFFFL || !List.of("open", "send", "fence", "close").contains(kind))
            throw new IllegalArgumentException("it is no frame that goes up");
        Map<?, ?> message = kind.equals("send") ? member(frame, "message", Map.class) : null;
        if (message != null)
            member(message, "messageName", String.class);
        if (message != null)
            member(frame, "protocol", String.class);
        if (message != null && Json.count(message, 1, 0) > MESSAGE_MAX_VALUES + 1)
            throw new IllegalArgumentException("'message' has too many values");
        if (kind.equals("fence") && member(frame, "fence", Long.class) < 0)
            throw new IllegalArgumentException("'fence' must not be negative");
        Party party = parties.get(number);
        if (kind.equals("open") && party == null) {
            parties.put(number, new Party(this, number, messages));
            down("opened", number);
        } else if (kind.equals("open") || party == null || party.hasEnded()) {
            down("error", number, "text", "party " + number
                + (kind.equals("open") ? " was opened before" : " is not open"));
        } else if (kind.equals("close")) {
            party.end(true, "closed by the client");
        } else if (message != null) {
            @SuppressWarnings("unchecked")
            Map<String, Object> request = (Map<String, Object>) message;
            party.send(request);
        }
        // Fences are not offered: nothing tells when the server is done.
    }

    private long first() {
        return sequence - kept.size() + 1;
    }

    /** A stream takes over; what is up to 'after' is acknowledged. */
    synchronized int startStream(long after) throws Refusal {
        if (after > sequence)
            throw new Refusal(400, "'after' is " + after + "; the last frame is " + sequence, 0);
        if (after < first() - 1)
            throw new Refusal(410, "frame " + (after + 1) + " is no longer kept", 0);
        kept.subList(0, (int) (after - first() + 1)).clear();
        streams++;
        notifyAll();
        return ++newestStream;
    }

    synchronized void endStream() {
        streams--;
        usedNs = System.nanoTime();
    }

    /** The lines after 'after[0]', which then is their last one; null: the stream ends. */
    synchronized byte[] next(int stream, long[] after) throws InterruptedException {
        if (newestStream == stream && sequence == after[0] && !hasEnded)
            wait(SILENCE_MS);
        if (newestStream != stream || first() > after[0] + 1 || (hasEnded && sequence == after[0]))
            return null;
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (byte[] line : kept.subList((int) (after[0] - first() + 1), kept.size()))
            lines.write(line, 0, line.length);
        if (lines.size() == 0)
            lines.write('\n');
        after[0] = sequence;
        return lines.toByteArray();
    }

    synchronized boolean isIdle() {
        return streams == 0 && System.nanoTime() - usedNs > IDLE_NS;
    }

    synchronized void end() {
        for (Party party : parties.values())
            party.end(true, "closed with its channel");
        hasEnded = true;
        notifyAll();
    }
}
