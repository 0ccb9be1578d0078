package io.physalia.jellyfin.configuration;

import io.physalia.jellyfin.json.JsonBodyWriter;
import io.physalia.jellyfin.json.TextBody;
import io.physalia.jellyfin.wire.Access;
import io.physalia.server.Configurations;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;

/** How the server looks to those who have not signed in yet. */
@Path("/Branding")
@Access(Access.Level.ANONYMOUS)
@Produces(JsonBodyWriter.JSON)
@RunOnVirtualThread
public class BrandingResource {
    private final Configurations configurations;

    BrandingResource(Configurations configurations) {
        this.configurations = configurations;
    }

    record Branding(String loginDisclaimer, String customCss, boolean splashscreenEnabled) {}

    @GET
    @Path("/Configuration")
    public Branding branding() {
        return new Branding(
                text("LoginDisclaimer"),
                text("CustomCss"),
                configurations.isOn(Configurations.BRANDING, "SplashscreenEnabled"));
    }

    @GET
    @Path("/Css")
    public Response css() {
        return Response.ok(new TextBody(text("CustomCss")))
                .type("text/css; charset=utf-8")
                .build();
    }

    @GET
    @Path("/Css.css")
    public Response cssFile() {
        return css();
    }

    private String text(String member) {
        return configurations.member(Configurations.BRANDING, member).asText("");
    }
}
