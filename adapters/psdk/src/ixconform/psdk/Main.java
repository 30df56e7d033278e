// SPDX-License-Identifier: Apache-2.0
package ixconform.psdk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The adapter between docs/binding.md and the Platform SDK: Main FILE.properties */
public final class Main {
    private static final int BODY_MAX_BYTES = 4 << 20;
    private static final int CHANNELS_MAX = 16;
    private static final Pattern PATH =
        Pattern.compile("/ixconform/1/channels(?:/([A-Za-z0-9_-]{1,63})(/frames)?)?");

    private final Map<String, Channel> channels = new ConcurrentHashMap<>();
    private final Properties settings = new Properties();
    private final Messages messages;

    private Main(String file) throws IOException {
        try (InputStream in = new FileInputStream(file)) {
            settings.load(in);
        }
        messages = new Messages(settings);
    }

    public static void main(String[] words) throws IOException {
        if (words.length != 1) {
            System.err.println("usage: java ixconform.psdk.Main FILE.properties");
            System.exit(2);
        }
        // A frame must not wait for the next one.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        new Main(words[0]).serve();
    }

    private void serve() throws IOException {
        String[] place = settings.getProperty("listen", "127.0.0.1:8787").split(":");
        HttpServer server =
            HttpServer.create(new InetSocketAddress(place[0], Integer.parseInt(place[1])), 64);
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        System.out.println("http://" + place[0] + ":" + server.getAddress().getPort() + "/");
    }

    private void handle(HttpExchange x) throws IOException {
        try {
            Matcher path = PATH.matcher(x.getRequestURI().getPath());
            Channel channel = path.matches() && path.group(1) != null ? channels.get(path.group(1)) : null;
            if (!path.matches() || (path.group(1) != null && channel == null))
                throw new Channel.Refusal(404, "there is no such path or channel", 0);
            String what = x.getRequestMethod() + (channel == null ? "" : path.group(2) == null ? " channel" : " frames");
            switch (what) {
            case "POST":
                answer(x, 201, makeChannel());
                break;
            case "DELETE channel":
                channels.remove(channel.name);
                channel.end();
                answer(x, 204, null);
                break;
            case "POST frames":
                channel.up(body(x), number(x, "n", 0));
                answer(x, 204, null);
                break;
            case "GET frames":
                stream(x, channel, number(x, "after", -1));
                break;
            default:
                throw new Channel.Refusal(405, "not with this method", 0);
            }
        } catch (Channel.Refusal refusal) {
            answer(x, refusal.status, refusal.body);
        } catch (RuntimeException ours) {
            ours.printStackTrace();
            answer(x, 500, Map.of("error", "the adapter has failed; see its output"));
        } finally {
            x.close();
        }
    }

    private synchronized Map<String, Object> makeChannel() throws Channel.Refusal {
        for (Channel old : channels.values())
            if (old.isIdle() && channels.remove(old.name) != null)
                old.end();
        if (channels.size() >= CHANNELS_MAX)
            throw new Channel.Refusal(503, "there are " + CHANNELS_MAX + " channels already", 0);
        Channel channel = new Channel(messages);
        channels.put(channel.name, channel);
        return Map.of("channel", channel.name,
            "server", Map.of("name", settings.getProperty("server.name", "Interaction Server"),
                "version", settings.getProperty("server.version", "")),
            "capabilities", List.of("clock", "resend"));
    }

    private static byte[] body(HttpExchange x) throws IOException, Channel.Refusal {
        byte[] body = x.getRequestBody().readNBytes(BODY_MAX_BYTES + 1);
        if (body.length > BODY_MAX_BYTES)
            throw new Channel.Refusal(413, "the body has more than 4 MiB", 0);
        return body;
    }

    /** The number in the query; 'missing' if there is none, and that is allowed (not negative). */
    private static long number(HttpExchange x, String name, long missing) throws Channel.Refusal {
        String query = x.getRequestURI().getRawQuery();
        Matcher found = Pattern.compile("(?:^|.*&)" + name + "=([0-9]{1,18})(?:&.*|$)").matcher(query == null ? "" : query);
        if (found.matches())
            return Long.parseLong(found.group(1));
        if (missing < 0 || (query != null && query.contains(name + "=")))
            throw new Channel.Refusal(400, "'" + name + "' must be a number", 0);
        return missing;
    }

    private static void stream(HttpExchange x, Channel channel, long from) throws IOException, Channel.Refusal {
        long[] after = {from};
        int stream = channel.startStream(from);
        try {
            x.getResponseHeaders().set("Content-Type", "application/x-ndjson");
            x.getResponseHeaders().set("Cache-Control", "no-store");
            x.getResponseHeaders().set("X-Accel-Buffering", "no");
            x.sendResponseHeaders(200, 0);
            OutputStream out = x.getResponseBody();
            for (byte[] lines; (lines = channel.next(stream, after)) != null;) {
                out.write(lines);
                out.flush();
            }
            out.close();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            channel.endStream();
        }
    }

    private static void answer(HttpExchange x, int status, Object value) throws IOException {
        byte[] body = value == null ? new byte[0] : (Json.print(value) + "\n").getBytes(StandardCharsets.UTF_8);
        boolean hasBody = body.length > 0 && !x.getRequestMethod().equals("HEAD");
        x.getResponseHeaders().set("Content-Type", "application/json");
        x.sendResponseHeaders(status, hasBody ? body.length : -1);
        if (hasBody)
            x.getResponseBody().write(body);
    }
}
