<?php
// Runs the plugin on one paper as HotCRP's format checker does, without a site.
//
//     php plugin_harness.php PLUGIN.php TIMEOUT PAPER COMMAND...
//
// Prints the messages as JSON: [[status, text], ...]. The classes below are HotCRP's, as far as the plugin
// uses them; `python -m tests.hotcrp_site` runs it in a real site.

interface FormatChecker {
    function known_fields(FormatSpec $spec);
    function prepare(CheckFormat $cf, FormatSpec $spec);
    function check(CheckFormat $cf, FormatSpec $spec, DocumentInfo $doc);
}

class FormatSpec {
}

class MessageSet {
    const INFORM = -5;
    const WARNING = 1;
    const ERROR = 2;
}

class MessageItem {
    public $status;
    public $message;
    function __construct($status, $field, $message) {
        $this->status = $status;
        $this->message = $message;
    }
}

class CheckFormat {
    const RUN_ALWAYS = 1;
    const RUN_NEVER = 2;
    const RUN_IF_NECESSARY_TIMEOUT = 3;
    const TIMEOUT = 8.0;
    public $allow_run = self::RUN_ALWAYS;
    public $items = [];
    function append_item(MessageItem $item) {
        $this->items[] = [$item->status, $item->message];
    }
}

class Conf {
    static public $blocked_time = 0.0;
    private $options;
    function __construct($options) {
        $this->options = $options;
    }
    function opt($name) {
        return $this->options[$name] ?? null;
    }
}

class SiteLoader {
    static public $root = ".";
}

class DocumentInfo {
    public $conf;
    private $file;
    function __construct(Conf $conf, $file) {
        $this->conf = $conf;
        $this->file = $file;
    }
    function metadata() {
        return (object) [];
    }
    function content_file() {
        return $this->file;
    }
    function set_prop($name, $value) {
    }
}

require $argv[1];
$conf = new Conf(["mlciaTimeout" => (float) $argv[2], "mlciaCommand" => array_slice($argv, 4)]);
$format = new CheckFormat();
(new MlciaCheck_FormatChecker())->check($format, new FormatSpec(), new DocumentInfo($conf, $argv[3]));
echo json_encode($format->items, JSON_UNESCAPED_UNICODE), "\n";
