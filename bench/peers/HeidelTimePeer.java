// Runs HeidelTime over the files of a list in one virtual machine; see heideltime.py.
// Arguments: the list (a line a file: path, "news" or "narrative", day), HeidelTime's settings,
// and where to write the seconds: a line for the start, then one a file.

import de.unihd.dbs.heideltime.standalone.DocumentType;
import de.unihd.dbs.heideltime.standalone.HeidelTimeStandalone;
import de.unihd.dbs.heideltime.standalone.OutputType;
import de.unihd.dbs.heideltime.standalone.POSTagger;
import de.unihd.dbs.uima.annotator.heideltime.resources.Language;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.SimpleDateFormat;
import java.util.logging.Level;
import java.util.logging.Logger;

public class HeidelTimePeer {
    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.SEVERE);
        StringBuilder seconds = new StringBuilder();
        long began = System.nanoTime();
        HeidelTimeStandalone news = load(DocumentType.NEWS, arguments[1]);
        HeidelTimeStandalone narratives = load(DocumentType.NARRATIVES, arguments[1]);
        seconds.append(since(began)).append('\n');
        SimpleDateFormat day = new SimpleDateFormat("yyyy-MM-dd");
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            String[] fields = line.split("\t", -1);
            String text = Files.readString(Path.of(fields[0]));
            boolean narrative = fields[1].equals("narrative");
            began = System.nanoTime();
            String result = narrative
                ? narratives.process(text) : news.process(text, day.parse(fields[2]));
            seconds.append(since(began)).append('\n');
            Files.writeString(Path.of(fields[0] + ".tml"), result);
        }
        Files.writeString(Path.of(arguments[2]), seconds);
    }

    private static HeidelTimeStandalone load(DocumentType type, String settings) {
        return new HeidelTimeStandalone(
            Language.ENGLISH, type, OutputType.TIMEML, settings, POSTagger.TREETAGGER);
    }

    private static double since(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
