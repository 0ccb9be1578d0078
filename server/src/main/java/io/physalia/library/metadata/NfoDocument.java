package io.physalia.library.metadata;

import io.physalia.failure.Failure;
import io.physalia.failure.FailureCode;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * An NFO file: one or more XML elements (several episodes in one file have one each), before or in place of which may stand addresses of catalogues. Nothing outside the file is
 * ever read for it, and no entity is expanded.
 *
 * @param roots {@code movie}, {@code episodedetails} …; empty if there is no XML in it
 * @param addressIds what the addresses say, by the provider's name
 */
record NfoDocument(List<Element> roots, Map<String, String> addressIds) {
    private static final long LARGEST = 8 << 20;
    private static final Pattern DECLARATION = Pattern.compile("<\\?xml[^>]*\\?>");
    /** An ampersand that begins nothing: people write "Tom & Jerry". */
    private static final Pattern BARE_AMPERSAND = Pattern.compile("&(?!(?:#\\d+|#x[0-9a-fA-F]+|amp|lt|gt|quot|apos);)");

    private static final Map<String, Pattern> ADDRESSES = Map.of(
            "Imdb", Pattern.compile("\\b(tt\\d{7,})\\b"),
            "Tmdb", Pattern.compile("themoviedb\\.org/(?:movie|tv)/(\\d+)"),
            "Tvdb", Pattern.compile("thetvdb\\.com/\\S*?(?:[?&]id=|series/|movies/)(\\d+)"));

    NfoDocument {
        roots = List.copyOf(roots);
        addressIds = Map.copyOf(addressIds);
    }

    /** @throws Failure {@code METADATA_UNREADABLE} with the file's name */
    static NfoDocument read(Path file) {
        String text;
        try {
            if (Files.size(file) > LARGEST) {
                throw unreadable(file, "it is larger than " + (LARGEST >> 20) + " MiB");
            }
            text = decode(Files.readAllBytes(file));
        } catch (IOException e) {
            throw unreadable(file, e.toString());
        }
        int start = text.indexOf('<');
        int end = text.lastIndexOf('>');
        String xml = start < 0 || end < start ? "" : text.substring(start, end + 1);
        Map<String, String> ids = ids(xml.isEmpty() ? text : text.substring(0, start) + text.substring(end + 1));
        return new NfoDocument(xml.isEmpty() ? List.of() : parse(file, xml), ids);
    }

    private static Map<String, String> ids(String text) {
        Map<String, String> ids = new LinkedHashMap<>();
        ADDRESSES.forEach((provider, address) -> {
            Matcher matcher = address.matcher(text);
            if (matcher.find()) {
                ids.put(provider, matcher.group(1));
            }
        });
        return ids;
    }

    private static List<Element> parse(Path file, String xml) {
        String plain =
                BARE_AMPERSAND.matcher(DECLARATION.matcher(xml).replaceAll("")).replaceAll("&amp;");
        try {
            // XML has one root; the file may have several.
            var builder = factory().newDocumentBuilder();
            builder.setErrorHandler(new Throwing());
            Document document = builder.parse(new InputSource(new StringReader("<nfo>" + plain + "</nfo>")));
            List<Element> roots = new ArrayList<>();
            for (Node node = document.getDocumentElement().getFirstChild();
                    node != null;
                    node = node.getNextSibling()) {
                if (node instanceof Element element) {
                    roots.add(element);
                }
            }
            return roots;
        } catch (SAXParseException e) {
            throw unreadable(file, "line " + e.getLineNumber() + ": " + e.getMessage());
        } catch (SAXException | IOException e) {
            throw unreadable(file, String.valueOf(e.getMessage()));
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the platform's parser knows these features", e);
        }
    }

    private static DocumentBuilderFactory factory() throws ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
        factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
        factory.setXIncludeAware(false);
        factory.setExpandEntityReferences(false);
        return factory;
    }

    private static String decode(byte[] bytes) {
        boolean isWide = bytes.length > 1 && (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE));
        Charset charset = isWide ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            // What is not UTF-8 was written on some old Windows.
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes[0] == (byte) first && bytes[1] == (byte) second;
    }

    private static Failure unreadable(Path file, String reason) {
        return new Failure(FailureCode.METADATA_UNREADABLE, file + " cannot be read: " + reason);
    }

    /** The default one prints to standard error. */
    private static final class Throwing implements ErrorHandler {
        @Override
        public void warning(SAXParseException exception) {}

        @Override
        public void error(SAXParseException exception) throws SAXParseException {
            throw exception;
        }

        @Override
        public void fatalError(SAXParseException exception) throws SAXParseException {
            throw exception;
        }
    }
}
