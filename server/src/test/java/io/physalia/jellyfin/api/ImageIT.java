package io.physalia.jellyfin.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.physalia.metadata.image.ImageFormat;
import io.physalia.metadata.image.ImageHeader;
import io.physalia.metadata.image.TestPictures;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures over HTTP: who may have them, what comes, what uploads do. */
@SuppressWarnings("NullAway.Init")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ImageIT {
    @TempDir
    static Path directory;

    private static TestPod pod;
    private static Client anonymous;
    private static Client admin;
    private static Client guest;
    private static String item;

    @BeforeAll
    static void start() throws Exception {
        Path films = Files.createDirectories(directory.resolve("films"));
        io.physalia.media.TestFfmpeg.film(films.resolve("Film (2000).mp4"));
        pod = TestPod.start(directory);
        anonymous = Client.anonymous(pod.address());
        admin = FirstSteps.setUp(pod);
        admin.json("POST", "/Users/New", "{\"Name\":\"guest\",\"Password\":\"guest\"}");
        guest = anonymous.signIn("guest", "guest", "guest-device");
        FirstSteps.addLibrary(admin, "movies", "Films", films);
        item = admin.json("/Items?recursive=true&includeItemTypes=Movie")
                .get("Items")
                .get(0)
                .get("Id")
                .asText();
        upload("Primary", TestPictures.bytes("jpg", 600, 900));
    }

    @AfterAll
    static void stop() {
        pod.close();
        assertThat(pod.log()).noneMatch(line -> line.contains("ERROR") || line.startsWith("\tat "));
    }

    private static void upload(String type, byte[] picture) throws Exception {
        String body = Base64.getEncoder().encodeToString(picture);
        HttpResponse<byte[]> response = admin.send("POST", images() + "/" + type, body, "Content-Type", "image/jpeg");
        assertThat(response.statusCode()).as(Client.text(response)).isEqualTo(204);
    }

    private static String images() {
        return "/Items/" + item + "/Images";
    }

    private static JsonNode info(String type, int position) throws Exception {
        for (JsonNode info : admin.json(images())) {
            if (info.get("ImageType").asText().equals(type)
                    && (!info.has("ImageIndex") || info.get("ImageIndex").asInt() == position)) {
                return info;
            }
        }
        throw new AssertionError("there is no " + type + " " + position);
    }

    private static String tag(String type, int position) throws Exception {
        return info(type, position).get("ImageTag").asText();
    }

    private static ImageHeader header(HttpResponse<byte[]> response) throws Exception {
        assertThat(response.statusCode()).as(Client.text(response)).isEqualTo(200);
        return ImageHeader.read(Files.write(directory.resolve("answer"), response.body()))
                .orElseThrow();
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    @Order(1)
    void theTagOrATokenOpensAPicture() throws Exception {
        String path = images() + "/Primary";
        assertThat(anonymous.get(path).statusCode()).isEqualTo(404);
        assertThat(anonymous.get(path + "?tag=" + "0".repeat(32)).statusCode()).isEqualTo(404);
        assertThat(anonymous.get(path, "X-Emby-Token", "wrong").statusCode()).isEqualTo(404);
        assertThat(anonymous.get("/Items/" + "0".repeat(32) + "/Images/Primary").body())
                .isEqualTo(anonymous.get(path).body());
        assertThat(header(anonymous.get(path + "?tag=" + tag("Primary", 0))).width())
                .isEqualTo(600);
        assertThat(header(guest.get(path)).width()).isEqualTo(600);
        assertThat(header(anonymous.get("/emby/items/" + item + "/images/primary/0?TAG=" + tag("Primary", 0)))
                        .width())
                .isEqualTo(600);
    }

    @Test
    @Order(2)
    void sizeAndFormatAreNegotiated() throws Exception {
        String path = images() + "/Primary?fillWidth=200&fillHeight=300&quality=90&tag=" + tag("Primary", 0);
        HttpResponse<byte[]> webp = anonymous.get(path, "Accept", "image/avif,image/webp,*/*;q=0.8");
        assertThat(header(webp)).isEqualTo(new ImageHeader(ImageFormat.WEBP, 200, 300, 1, false));
        assertThat(header(webp, "Content-Type")).isEqualTo("image/webp");
        assertThat(header(webp, "Vary")).isEqualTo("Accept");
        assertThat(header(anonymous.get(path)).format()).isEqualTo(ImageFormat.JPEG);
        assertThat(header(anonymous.get(path + "&format=Png")).format()).isEqualTo(ImageFormat.PNG);
        assertThat(header(anonymous.get(images() + "/Primary/0/" + tag("Primary", 0) + "/png/100/100/0/0")))
                .isEqualTo(new ImageHeader(ImageFormat.PNG, 67, 100, 1, false));
    }

    @Test
    @Order(3)
    void cachesAreToldTheTruth() throws Exception {
        String path = images() + "/Primary";
        String tag = tag("Primary", 0);
        HttpResponse<byte[]> tagged = anonymous.get(path + "?tag=" + tag);
        assertThat(header(tagged, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(header(tagged, "ETag")).isEqualTo("\"" + tag + "\"");
        assertThat(header(tagged, "Content-Disposition")).isEqualTo("attachment");
        assertThat(header(guest.get(path), "Cache-Control")).isEqualTo("private");
        assertThat(anonymous
                        .get(path + "?tag=" + tag, "If-None-Match", "\"" + tag + "\"")
                        .statusCode())
                .isEqualTo(304);
        assertThat(guest.get(path, "If-Modified-Since", header(tagged, "Last-Modified"))
                        .statusCode())
                .isEqualTo(304);
        assertThat(header(anonymous.get(path + "?tag=" + tag, "Cache-Control", "no-cache"), "Cache-Control"))
                .contains("no-store");
        HttpResponse<byte[]> head = anonymous.send("HEAD", path + "?tag=" + tag, "");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "Content-Length")).isEqualTo(Integer.toString(tagged.body().length));
    }

    @ParameterizedTest
    @Order(4)
    @ValueSource(
            strings = {
                "/Items/x/Images/Primary 400",
                "/Items/ITEM/Images/Smell 400",
                "/Items/ITEM/Images/Primary?width=wide 400",
                "/Items/ITEM/Images/Primary/x 400",
                "/Items/ITEM/Images/Primary?width=-5&maxHeight=0&quality=900&blur=-1&backgroundColor=red 200",
                "/Items/ITEM/Images/Primary?width=2000000000 200",
                "/Items/ITEM/Images/Primary/7 404",
                "/Items/ITEM/Images/Logo 404",
                "/Persons/No%20One/Images/Primary 404",
                "/Genres/%2e%2e%2fx/Images/Primary 404",
                "/Artists/A/Images/Primary/0 404",
                "/MusicGenres/A/Images/Primary 404",
                "/Studios/A/Images/Primary 404",
                "/UserImage?userId=x 400",
            })
    void wrongQuestionsGetTheRightStatus(String line) throws Exception {
        String[] parts = line.replace("ITEM", item).split(" ");
        assertThat(admin.get(parts[0]).statusCode()).isEqualTo(Integer.parseInt(parts[1]));
    }

    @Test
    @Order(5)
    void anUploadTakesThePlaceOfTheOldOne() throws Exception {
        String before = tag("Primary", 0);
        upload("Primary", TestPictures.bytes("png", 300, 450));
        assertThat(anonymous.get(images() + "/Primary?tag=" + before).statusCode())
                .isEqualTo(404);
        assertThat(header(anonymous.get(images() + "/Primary?tag=" + tag("Primary", 0)))
                        .width())
                .isEqualTo(300);
        assertThat(admin.send("POST", images() + "/Primary", "no picture at all")
                        .statusCode())
                .isEqualTo(400);
        assertThat(guest.send("POST", images() + "/Primary", "x").statusCode()).isEqualTo(403);
        assertThat(guest.send("DELETE", images() + "/Primary", "").statusCode()).isEqualTo(403);
    }

    @Test
    @Order(6)
    void backdropsAreAddedPutInOrderAndRemoved() throws Exception {
        upload("Backdrop", TestPictures.bytes("jpg", 160, 90));
        upload("Backdrop", TestPictures.bytes("jpg", 320, 180));
        assertThat(header(admin.get(images() + "/Backdrop/1")).width()).isEqualTo(320);
        assertThat(admin.send("POST", images() + "/Backdrop/1/Index?newIndex=0", "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(header(admin.get(images() + "/Backdrop/0")).width()).isEqualTo(320);
        assertThat(admin.send("DELETE", images() + "/Backdrop/0", "").statusCode())
                .isEqualTo(204);
        assertThat(header(admin.get(images() + "/Backdrop")).width()).isEqualTo(160);
        assertThat(admin.send("DELETE", images() + "/Backdrop/5", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    @Order(7)
    void sizeAndBlurhashAreFoundOut() throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!info("Primary", 0).has("BlurHash")) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(200);
        }
        assertThat(info("Primary", 0).get("Width").asInt()).isEqualTo(300);
        assertThat(info("Primary", 0).get("Height").asInt()).isEqualTo(450);
        assertThat(info("Primary", 0).get("BlurHash").asText()).hasSizeGreaterThan(20);
    }

    @Test
    @Order(8)
    void aUserHasAPicture() throws Exception {
        String id = guest.json("/Users/Me").get("Id").asText();
        String root = admin.json("/Users/Me").get("Id").asText();
        String body = Base64.getEncoder().encodeToString(TestPictures.bytes("png", 64, 64));
        assertThat(guest.send("POST", "/UserImage?userId=" + root, body).statusCode())
                .isEqualTo(403);
        assertThat(guest.send("POST", "/UserImage", body, "Content-Type", "image/png")
                        .statusCode())
                .isEqualTo(204);
        assertThat(header(admin.get("/UserImage?userId=" + id)).width()).isEqualTo(64);
        assertThat(header(guest.get("/Users/" + id + "/Images/Primary?width=32"))
                        .width())
                .isEqualTo(32);
        assertThat(anonymous.get("/UserImage?userId=" + id).statusCode()).isEqualTo(404);
        String tag = guest.json("/Users/Me").get("PrimaryImageTag").asText();
        assertThat(header(anonymous.get("/UserImage?userId=" + id + "&tag=" + tag))
                        .width())
                .isEqualTo(64);
        assertThat(admin.send("DELETE", "/Users/" + id + "/Images/Profile", "").statusCode())
                .isEqualTo(204);
        assertThat(guest.get("/UserImage").statusCode()).isEqualTo(404);
        assertThat(guest.json("/Users/Me").has("PrimaryImageTag")).isFalse();
    }

    /** What is fetched from the public net a test cannot show; that nothing else is. */
    @Test
    @Order(99)
    void picturesAreFetchedByAdministratorsAndNotFromInside() throws Exception {
        String path = "/Items/" + item + "/RemoteImages/Download?type=Primary&imageUrl=";
        String own = java.net.URLEncoder.encode(
                pod.address() + images() + "/Primary?tag=" + tag("Primary", 0),
                java.nio.charset.StandardCharsets.UTF_8);
        assertThat(anonymous.status("POST", path + own, "")).isEqualTo(401);
        assertThat(guest.status("POST", path + own, "")).isEqualTo(403);
        HttpResponse<byte[]> refused = admin.send("POST", path + own, "");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(Client.text(refused)).contains("public net");
    }
}
