package app.godo.openapi;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;

/** The doc comments of the sources, as Markdown: what the document says in words is said in the code, and once. */
final class Docs {

    /**
     * Words of a comment.
     *
     * @param links the simple names of the types it links to
     */
    record Words(String markdown, List<String> links) {
        static final Words NONE = new Words("", List.of());

        String firstSentence() {
            var end = markdown.indexOf(". ");
            return end < 0 ? markdown : markdown.substring(0, end + 1);
        }
    }

    /** One doc comment: what it says of the whole, of each parameter or component, and of what is returned. */
    record Doc(Words text, Map<String, Words> parameters, Words returned) {
        static final Doc NONE = new Doc(Words.NONE, Map.of(), Words.NONE);

        Words of(String parameter) {
            return parameters.getOrDefault(parameter, Words.NONE);
        }
    }

    private final Map<String, Doc> byName = new HashMap<>();

    /** @param folders of Java sources */
    Docs(List<Path> folders) throws IOException {
        var sources = new ArrayList<Path>();
        for (var folder : folders) {
            try (var files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            var task = (JavacTask) compiler.getTask(
                    null, files, said -> {}, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(sources));
            var comments = new Comments(DocTrees.instance(task));
            for (var unit : task.parse()) {
                comments.scan(unit, null);
            }
        }
    }

    Doc of(Class<?> type) {
        return byName.getOrDefault(type.getCanonicalName(), Doc.NONE);
    }

    Doc of(Method method) {
        return byName.getOrDefault(method.getDeclaringClass().getCanonicalName() + "#" + method.getName(), Doc.NONE);
    }

    Doc ofPackage(String name) {
        return byName.getOrDefault(name, Doc.NONE);
    }

    private final class Comments extends TreePathScanner<Void, Void> {
        private final DocTrees trees;
        private final Deque<String> names = new ArrayDeque<>();

        private Comments(DocTrees trees) {
            this.trees = trees;
        }

        @Override
        public Void visitPackage(PackageTree tree, Void nothing) {
            names.clear();
            names.push(tree.getPackageName().toString());
            keep(names.peek());
            return null;
        }

        @Override
        public Void visitClass(ClassTree tree, Void nothing) {
            names.push(names.peek() + "." + tree.getSimpleName());
            keep(names.peek());
            super.visitClass(tree, nothing);
            names.pop();
            return null;
        }

        @Override
        public Void visitMethod(MethodTree tree, Void nothing) {
            keep(names.peek() + "#" + tree.getName());
            return null;
        }

        private void keep(String name) {
            var comment = trees.getDocCommentTree(getCurrentPath());
            if (comment != null) {
                byName.putIfAbsent(name, docOf(comment));
            }
        }
    }

    private static Doc docOf(DocCommentTree comment) {
        var parameters = new HashMap<String, Words>();
        var returned = Words.NONE;
        for (var tag : comment.getBlockTags()) {
            if (tag instanceof ParamTree parameter) {
                parameters.put(parameter.getName().toString(), wordsOf(parameter.getDescription()));
            } else if (tag instanceof ReturnTree answer) {
                returned = wordsOf(answer.getDescription());
            }
        }
        return new Doc(wordsOf(comment.getFullBody()), parameters, returned);
    }

    private static Words wordsOf(List<? extends DocTree> trees) {
        var markdown = new StringBuilder();
        var links = new ArrayList<String>();
        for (var tree : trees) {
            switch (tree) {
                case TextTree text -> markdown.append(text.getBody());
                case LiteralTree code ->
                    markdown.append('`')
                            .append(code.getBody().getBody().strip().replaceAll("\\s+", " "))
                            .append('`');
                case LinkTree link -> {
                    var target = link.getReference().getSignature();
                    var name = target.substring(Math.max(target.lastIndexOf('.'), target.lastIndexOf('#')) + 1);
                    links.add(name);
                    markdown.append('`').append(name).append('`');
                }
                default -> markdown.append(' '); // marks of HTML, which say nothing here
            }
        }
        return new Words(markdown.toString().replaceAll("\\s+", " ").strip(), List.copyOf(links));
    }
}
