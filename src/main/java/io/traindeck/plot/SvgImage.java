package io.traindeck.plot;

import java.awt.Dimension;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** A figure as SVG. */
final class SvgImage {
    private static final String NAMESPACE = "http://www.w3.org/2000/svg";

    /** Digits after the point of a coordinate, which is in pixels. */
    private static final int PRECISION = 2;

    private SvgImage() {}

    static byte[] of(Figure figure) {
        try {
            Document document = DocumentBuilderFactory.newDefaultNSInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(NAMESPACE, "svg", null);
            SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
            context.setPrecision(PRECISION);
            context.setComment(null);
            SVGGeneratorContext.GraphicContextDefaults defaults = new SVGGeneratorContext.GraphicContextDefaults();
            defaults.setFont(Fonts.text());
            context.setGraphicContextDefaults(defaults);
            SVGGraphics2D g2 = new SVGGraphics2D(context, false);
            g2.setSVGCanvasSize(new Dimension(Figure.WIDTH, figure.height()));
            figure.draw(g2);
            return bytes(root(g2, figure));
        } catch (ParserConfigurationException | TransformerException e) {
            throw new IllegalStateException("the JDK's own XML writer does not work", e);
        }
    }

    private static Element root(SVGGraphics2D g2, Figure figure) {
        Element root = g2.getRoot();
        root.setAttribute("viewBox", "0 0 " + Figure.WIDTH + " " + figure.height());
        Element title = root.getOwnerDocument().createElementNS(NAMESPACE, "title");
        title.setTextContent(figure.title());
        root.insertBefore(title, root.getFirstChild());
        return root;
    }

    private static byte[] bytes(Element root) throws TransformerException {
        Transformer writer = TransformerFactory.newDefaultInstance().newTransformer();
        writer.setOutputProperty(OutputKeys.ENCODING, StandardCharsets.UTF_8.name());
        writer.setOutputProperty(OutputKeys.STANDALONE, "yes");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writer.transform(new DOMSource(root), new StreamResult(bytes));
        return bytes.toByteArray();
    }
}
