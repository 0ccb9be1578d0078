package io.physalia.colony.film;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.Random;

/**
 * Paints the frames of the demo film: a colony of men o' war drifting under a moving surface, the frame's number and time in
 * seven-segment digits, and its {@link Barcode}. A frame depends on its number alone. Thread-safe.
 */
final class FilmPainter {
    private static final int BUBBLES = 26;
    private static final Color DEEP = new Color(0x04, 0x0b, 0x1c);
    private static final Color SHALLOW = new Color(0x12, 0x4a, 0x6b);

    private final int width;
    private final int height;
    private final double framesPerSecond;
    private final BufferedImage sea;
    private final BufferedImage glow;
    private final double[][] bubbles = new double[BUBBLES][4];

    FilmPainter(int width, int height, double framesPerSecond) {
        this.width = width;
        this.height = height;
        this.framesPerSecond = framesPerSecond;
        this.sea = paintSea();
        this.glow = paintGlow(height / 2);
        Random random = new Random(7);
        for (double[] bubble : bubbles) {
            bubble[0] = random.nextDouble();
            bubble[1] = random.nextDouble();
            bubble[2] = 0.02 + random.nextDouble() * 0.06;
            bubble[3] = height * (0.003 + random.nextDouble() * 0.008);
        }
    }

    BufferedImage newImage() {
        return new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    }

    /** Paints a frame over the whole of an image from {@link #newImage}. */
    void paint(BufferedImage image, int frame) {
        double time = frame / framesPerSecond;
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.drawImage(sea, 0, 0, null);
        rays(graphics, time);
        drawBubbles(graphics, time);
        animal(graphics, time * 0.8 + 11, 0.52, new Color(0x6f, 0x8c, 0xff), 0.26, 0.35);
        animal(graphics, time, 1.0, new Color(0xc9, 0x6b, 0xff), 0.62, 0.30);
        counter(graphics, frame, time);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
        Barcode.paint(graphics, width, height, frame);
        graphics.dispose();
    }

    private BufferedImage paintSea() {
        BufferedImage image = newImage();
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, SHALLOW, 0, height * 0.85f, DEEP));
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return image;
    }

    private static BufferedImage paintGlow(int radius) {
        BufferedImage image = new BufferedImage(2 * radius, 2 * radius, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new RadialGradientPaint(radius, radius, radius, new float[] {0, 0.4f, 1}, new Color[] {
            new Color(150, 140, 255, 110), new Color(110, 110, 255, 40), new Color(80, 90, 255, 0)
        }));
        graphics.fillRect(0, 0, 2 * radius, 2 * radius);
        graphics.dispose();
        return image;
    }

    private void rays(Graphics2D graphics, double time) {
        for (int i = 0; i < 5; i++) {
            double x = width * (0.1 + 0.2 * i + 0.06 * Math.sin(time * 0.31 + i * 1.7));
            double lean = width * (0.10 + 0.05 * Math.sin(time * 0.17 + i));
            double breadth = width * (0.03 + 0.02 * Math.sin(time * 0.53 + i * 2.1));
            Path2D ray = new Path2D.Double();
            ray.moveTo(x - breadth, 0);
            ray.lineTo(x + breadth, 0);
            ray.lineTo(x + lean + 2 * breadth, height * 0.8);
            ray.lineTo(x + lean - 2 * breadth, height * 0.8);
            ray.closePath();
            graphics.setPaint(new GradientPaint(
                    0, 0, new Color(160, 220, 255, 38), 0, height * 0.8f, new Color(160, 220, 255, 0)));
            graphics.fill(ray);
        }
    }

    private void drawBubbles(Graphics2D graphics, double time) {
        graphics.setColor(new Color(190, 230, 255, 90));
        for (double[] bubble : bubbles) {
            double rise = bubble[1] - time * bubble[2];
            double y = (rise - Math.floor(rise)) * height;
            double x = bubble[0] * width + Math.sin(time * 1.3 + bubble[1] * 9) * width * 0.008;
            double size = bubble[3] * 2;
            graphics.fill(new Ellipse2D.Double(x, y, size, size));
        }
    }

    private void animal(Graphics2D graphics, double time, double scale, Color colour, double homeX, double homeY) {
        double size = height * 0.17 * scale;
        double x = width * (homeX + 0.12 * Math.sin(time * 0.23));
        double y = height * (homeY + 0.07 * Math.sin(time * 0.41 + 1));
        int glowSize = (int) (size * 4.2);
        graphics.drawImage(
                glow, (int) x - glowSize / 2, (int) (y + size * 0.2) - glowSize / 2, glowSize, glowSize, null);
        for (int i = 0; i < 9; i++) {
            tentacle(graphics, time, x + (i - 4) * size * 0.17, y + size * 0.28, size, i, colour);
        }
        double pulse = 1 + 0.05 * Math.sin(time * 2.1);
        Path2D body = new Path2D.Double();
        body.moveTo(x - size * pulse, y + size * 0.3);
        body.curveTo(
                x - size * 0.9,
                y - size * 0.75 * pulse,
                x + size * 0.25,
                y - size * 1.05 * pulse,
                x + size * 0.55,
                y - size * 0.35);
        body.curveTo(
                x + size * 0.75,
                y - size * 0.05,
                x + size * pulse,
                y + size * 0.1,
                x + size * 1.08 * pulse,
                y + size * 0.26);
        body.curveTo(x + size * 0.4, y + size * 0.5, x - size * 0.5, y + size * 0.5, x - size * pulse, y + size * 0.3);
        graphics.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, 0.86f));
        graphics.setPaint(new GradientPaint(
                (float) x,
                (float) (y - size),
                new Color(0xff, 0xd8, 0xf4),
                (float) x,
                (float) (y + size * 0.5),
                colour));
        graphics.fill(body);
        graphics.setComposite(AlphaComposite.SrcOver);
        graphics.setStroke(new BasicStroke((float) Math.max(1, size * 0.03)));
        graphics.setColor(new Color(255, 240, 255, 150));
        graphics.draw(body);
    }

    private void tentacle(Graphics2D graphics, double time, double x, double y, double size, int number, Color colour) {
        int joints = 16;
        double length = size * (2.1 + 0.7 * Math.sin(number * 2.4));
        Path2D path = new Path2D.Double();
        path.moveTo(x, y);
        for (int joint = 1; joint <= joints; joint++) {
            double along = (double) joint / joints;
            double sway = Math.sin(time * 1.9 - along * 4.6 + number * 0.8) * size * 0.22 * along;
            path.lineTo(x + sway - size * 0.3 * along, y + along * length);
        }
        graphics.setColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), number % 3 == 0 ? 230 : 140));
        graphics.setStroke(new BasicStroke(
                (float) Math.max(1, size * (number % 3 == 0 ? 0.055 : 0.03)),
                BasicStroke.CAP_ROUND,
                BasicStroke.JOIN_ROUND));
        graphics.draw(path);
    }

    private void counter(Graphics2D graphics, int frame, double time) {
        int seconds = (int) (time + 1e-6);
        String clock = String.format(Locale.ROOT, "%02d:%02d", seconds / 60, seconds % 60);
        double big = height * 0.13;
        double margin = height * 0.06;
        double top = height - Barcode.stripHeight(height) - margin - big;
        graphics.setColor(new Color(255, 255, 255, 235));
        double end = SevenSegment.draw(graphics, clock, margin, top, big);
        graphics.setColor(new Color(130, 200, 255, 235));
        SevenSegment.draw(
                graphics, String.format(Locale.ROOT, "%06d", frame), end + big * 0.5, top + big * 0.45, big * 0.55);
    }
}
