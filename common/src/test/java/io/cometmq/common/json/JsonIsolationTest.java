package io.cometmq.common.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.alibaba.fastjson2.JSON;
import com.alibaba.fastjson2.JSONReader;
import com.alibaba.fastjson2.JSONWriter;
import com.alibaba.fastjson2.writer.ObjectWriter;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The JSON library is in the application's process, too, and can be configured by it as a whole. */
class JsonIsolationTest {
    /** What an application may do before it uses our client for the first time; in class loaders of its own, for the sake of other tests. */
    public static final class Application implements Runnable {
        @Override
        public void run() {
            for (JSONReader.Feature feature : JSONReader.Feature.values()) {
                // The library itself refuses this one as a setting for all.
                if (!feature.name().equals("SupportAutoType")) {
                    JSON.config(feature);
                }
            }
            JSON.config(JSONWriter.Feature.values());
            ObjectWriter<Thing> another = (writer, object, name, type, features) -> writer.writeString("another's");
            JSON.register(Thing.class, another);
            check();
        }

        static void check() {
            assertThat(Json.toJson(new Thing(7, null))).isEqualTo("{\"number\":7}");
            assertThat(new String(Json.toStandardJsonBytes(new Thing(7, "x")), UTF_8))
                    .isEqualTo("{\"name\":\"x\",\"number\":7}");
            Thing read = Json.fromJson(
                    "{\"number\":8,\"@type\":\"java.util.ArrayList\",\"name\":\" b \",\"more\":1}", Thing.class);
            assertThat(read).isEqualTo(new Thing(8, " b "));
        }
    }

    public record Thing(int number, String name) {}

    @Test
    void isReadAndWrittenInOneWay() {
        Application.check();
    }

    @Test
    void whatAnApplicationConfiguresDoesNotReachUs() throws Exception {
        List<URL> path = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            path.add(new File(entry).toURI().toURL());
        }
        try (URLClassLoader loader =
                new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);
            Runnable application = (Runnable) loader.loadClass(Application.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            application.run();
        } finally {
            Thread.currentThread().setContextClassLoader(JsonIsolationTest.class.getClassLoader());
        }
    }
}
