<?php
// mlciacheck.php -- the verdict of mlcia-check among the messages of HotCRP's format checker
// Part of mlcia-check; MIT licence. `mlcia-check hotcrp plugin` prints this file.
//
// In conf/options.php:
//
//     $Opt["include"][] = "/srv/hotcrp/mlciacheck.php";
//     $Opt["sub_banal"] = "{\"checkers\":[\"MlciaCheck_FormatChecker\"]}";
//     $Opt["mlciaCommand"] = ["/opt/mlcia/bin/mlcia-check"];   // default: mlcia-check on the PATH
//     $Opt["mlciaPack"] = "/srv/hotcrp/mine.yaml";             // default: the program's own
//     $Opt["mlciaTimeout"] = 20;                               // seconds
//     $Opt["mlciaLang"] = "zh";                                // default: en
//
// If the check cannot run (no program, a crash, too slow), that is a warning and never an error.

class MlciaCheck_FormatChecker implements FormatChecker {
    const PROP = "mlcia";
    const TIMEOUT = 20.0;
    const OWN_SHARE = 0.75;
    const MOST_OUTPUT = 4000000;
    const FRESH = 86400;
    const MOST_FINDINGS = 20;
    const MOST_LETTERS = 400;

    const WORDS = [
        "en" => [
            "page" => "page %s; ",
            "pages" => "pages %s; ",
            "finding" => "%s (%s%s)",
            "review" => "Needs a human decision: %s",
            "more" => "Further findings of mlcia-check, not shown here: %d.",
            "not made" => "mlcia-check could not check this document: %s.",
            "no fault" => "This is not a fault of the document and does not prevent its submission.",
            "plugin" => "an error in its plugin",
            "not yet" => "it has not run on this document yet",
            "not loaded" => "the document cannot be loaded",
            "no report" => "it produced no report",
            "not started" => "the program cannot be started",
            "slow" => "it took longer than %s s",
            "long" => "its report is too long",
            "failed" => "the program failed"
        ],
        "zh" => [
            "page" => "第 %s 页；",
            "pages" => "第 %s 页；",
            "finding" => "%s（%s%s）",
            "review" => "待人工判断：%s",
            "more" => "mlcia-check 另有 %d 条检查结果未列出。",
            "not made" => "mlcia-check 未能检查该文件：%s。",
            "no fault" => "这不是文件本身的问题，不影响投稿。",
            "plugin" => "插件出错",
            "not yet" => "尚未检查该文件",
            "not loaded" => "无法载入该文件",
            "no report" => "未生成检查报告",
            "not started" => "程序无法启动",
            "slow" => "超过 %s 秒",
            "long" => "报告过长",
            "failed" => "程序运行出错"
        ]
    ];

    /** @var 'en'|'zh' */
    private $lang = "en";

    function known_fields(FormatSpec $spec) {
        return ["mlcia"];
    }

    function prepare(CheckFormat $cf, FormatSpec $spec) {
    }

    function check(CheckFormat $cf, FormatSpec $spec, DocumentInfo $doc) {
        $this->lang = $doc->conf->opt("mlciaLang") === "zh" ? "zh" : "en";
        try {
            $report = $this->report_of($cf, $doc);
        } catch (Throwable $problem) {
            error_log("mlcia-check: " . $problem->getMessage());
            $report = $this->not_made("plugin");
        }
        foreach ($report as list($status, $message, $hint)) {
            $cf->append_item(new MessageItem($status, "mlcia", "<0>" . $message));
            if ($hint !== "") {
                $cf->append_item(new MessageItem(MessageSet::INFORM, "mlcia", "<0>" . $hint));
            }
        }
    }

    // check() adds the messages to HotCRP's own, and HotCRP's default checker lays them all out.
    function append_report(CheckFormat $cf, FormatSpec $spec, DocumentInfo $doc, MessageSet $ms) {
        return false;
    }

    function report(CheckFormat $cf, FormatSpec $spec, DocumentInfo $doc) {
        return null;
    }

    /** The document's messages, either kept from the last check or from a new one.
     * @return list<array{int,string,string}> */
    private function report_of(CheckFormat $cf, DocumentInfo $doc) {
        $command = $this->command($doc->conf);
        $key = self::key($command);
        $kept = $doc->metadata()->{self::PROP} ?? null;
        $valid = is_array($kept) && count($kept) === 3 && $kept[0] === $key && is_array($kept[2]);
        $always = $cf->allow_run === CheckFormat::RUN_ALWAYS;
        if ($valid && (!$always || $kept[1] >= time() - self::FRESH)) {
            return $kept[2];
        }
        if ($cf->allow_run === CheckFormat::RUN_NEVER
            || ($cf->allow_run === CheckFormat::RUN_IF_NECESSARY_TIMEOUT
                && Conf::$blocked_time >= CheckFormat::TIMEOUT)) {
            return $valid ? $kept[2] : $this->not_made("not yet");
        }
        if (!($path = $doc->content_file())) {
            return $this->not_made("not loaded");
        }
        $started = microtime(true);
        $limit = (float) ($doc->conf->opt("mlciaTimeout") ?? self::TIMEOUT);
        // The program gives up first, so that what it found before is said.
        $seconds = (string) max(0.1, self::OWN_SHARE * $limit);
        list($out, $problem) = self::run(array_merge($command, ["--timeout", $seconds, "--", $path]), $limit);
        Conf::$blocked_time += microtime(true) - $started;
        $report = $problem === "" ? $this->messages(json_decode($out)) : null;
        if ($report === null) {
            return $this->not_made($problem === "" ? "no report" : $problem, $limit);
        }
        $doc->set_prop(self::PROP, [$key, time(), $report]);
        return $report;
    }

    /** @return list<string> */
    private function command(Conf $conf) {
        $command = $conf->opt("mlciaCommand") ?? "mlcia-check";
        if (is_string($command)) {
            $command = preg_split('/\s+/', trim($command));
        }
        array_push($command, "check", "--format", "json", "--lang", $this->lang);
        if (($pack = $conf->opt("mlciaPack"))) {
            array_push($command, "--pack", $pack);
        }
        return $command;
    }

    /** A hash of what a kept report depends on: the command and the times of the files that it names.
     * @param list<string> $command
     * @return string */
    private static function key($command) {
        $parts = $command;
        foreach ($command as $word) {
            if (strpos($word, "/") !== false) {
                $parts[] = (string) @filemtime($word);
            }
        }
        return substr(sha1(join("\0", $parts)), 0, 16);
    }

    /** Run the command and return its standard output, and the reason if it cannot be used ("" if it can).
     * @param list<string> $command
     * @param float $limit
     * @return array{string,string} */
    private static function run($command, $limit) {
        $pipes = [];
        $process = @proc_open(
            $command,
            [["file", "/dev/null", "r"], ["pipe", "w"], ["pipe", "w"]],
            $pipes,
            SiteLoader::$root,
            ["PATH" => (string) getenv("PATH")]
        );
        if (!is_resource($process)) {
            return ["", "not started"];
        }
        stream_set_blocking($pipes[1], false);
        stream_set_blocking($pipes[2], false);
        $deadline = microtime(true) + $limit;
        $said = [1 => "", 2 => ""];
        $open = [1 => $pipes[1], 2 => $pipes[2]];
        $problem = "";
        while (!empty($open) && $problem === "") {
            $left = $deadline - microtime(true);
            $ready = $open;
            $none = null;
            if ($left <= 0) {
                $problem = "slow";
            } else if (@stream_select($ready, $none, $none, (int) $left, (int) (fmod($left, 1) * 1000000))) {
                foreach ($ready as $i => $pipe) {
                    $said[$i] .= (string) fread($pipe, 65536);
                    if (feof($pipe)) {
                        unset($open[$i]);
                    }
                }
            }
            if (strlen($said[1]) + strlen($said[2]) > self::MOST_OUTPUT) {
                $problem = "long";
            }
        }
        if ($problem !== "") {
            proc_terminate($process, 9);
        }
        fclose($pipes[1]);
        fclose($pipes[2]);
        $status = proc_close($process);
        // 0: pass, 1: fail, 3: review. Any other status means that the program failed.
        if ($problem === "" && $status !== 0 && $status !== 1 && $status !== 3) {
            $problem = "failed";
        }
        if ($problem !== "") {
            error_log("mlcia-check: " . sprintf(self::WORDS["en"][$problem], $limit) . "; " . substr(trim($said[2]), 0, 1000));
        }
        return [$said[1], $problem];
    }

    /** The findings of a report as HotCRP's messages; null if the value is not a report.
     * @param mixed $report
     * @return ?list<array{int,string,string}> */
    private function messages($report) {
        $document = is_object($report) ? $report->documents[0] ?? null : null;
        if (!is_object($document)
            || !is_string($document->verdict ?? null)
            || !is_array($document->findings ?? null)) {
            return null;
        }
        $found = [MessageSet::ERROR => [], MessageSet::WARNING => []];
        foreach ($document->findings as $finding) {
            $severity = $finding->severity ?? "";
            if ($severity !== "info") {
                $status = $severity === "error" ? MessageSet::ERROR : MessageSet::WARNING;
                $found[$status][] = [$status, $this->sentence($finding), self::cut((string) ($finding->hint ?? ""))];
            }
        }
        $messages = array_merge($found[MessageSet::ERROR], $found[MessageSet::WARNING]);
        if (empty($messages) && $document->verdict !== "pass") {
            return null;
        }
        $more = count($messages) - self::MOST_FINDINGS;
        if ($more > 0) {
            $messages = array_slice($messages, 0, self::MOST_FINDINGS);
            $messages[] = [MessageSet::WARNING, sprintf($this->word("more"), $more), ""];
        }
        return $messages;
    }

    /** The message, which states what was measured and what is allowed, with the pages and the rule's id.
     * @param object $finding
     * @return string */
    private function sentence($finding) {
        $pages = is_array($finding->pages ?? null) ? $finding->pages : [];
        if (empty($pages) && is_int($finding->page ?? null)) {
            $pages = [$finding->page];
        }
        $where = "";
        if (!empty($pages)) {
            $where = sprintf($this->word(count($pages) > 1 ? "pages" : "page"), self::ranges($pages));
        }
        $message = preg_replace('/(?:\.|。)\z/u', "", self::cut((string) ($finding->message ?? "")));
        $sentence = sprintf($this->word("finding"), $message, $where, (string) ($finding->rule ?? ""));
        return ($finding->severity ?? "") === "review" ? sprintf($this->word("review"), $sentence) : $sentence;
    }

    /** @param list<int> $pages
     * @return string */
    private static function ranges($pages) {
        $ranges = [];
        foreach ($pages as $page) {
            $last = count($ranges) - 1;
            if ($last >= 0 && $ranges[$last][1] === $page - 1) {
                $ranges[$last][1] = $page;
            } else {
                $ranges[] = [$page, $page];
            }
        }
        return join(", ", array_map(function ($range) {
            return $range[0] === $range[1] ? (string) $range[0] : "{$range[0]}–{$range[1]}";
        }, array_slice($ranges, 0, 10))) . (count($ranges) > 10 ? ", …" : "");
    }

    /** @param string $text
     * @return string */
    private static function cut($text) {
        return mb_strlen($text) > self::MOST_LETTERS ? mb_substr($text, 0, self::MOST_LETTERS - 1) . "…" : $text;
    }

    /** @param string $reason a key of WORDS
     * @param float $limit
     * @return list<array{int,string,string}> */
    private function not_made($reason, $limit = 0.0) {
        $why = sprintf($this->word($reason), (string) $limit);
        return [[MessageSet::WARNING, sprintf($this->word("not made"), $why), $this->word("no fault")]];
    }

    /** @param string $key
     * @return string */
    private function word($key) {
        return self::WORDS[$this->lang][$key];
    }
}
