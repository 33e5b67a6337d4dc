"""The command line's Chinese words. Loaded only where the language is Chinese.

The English text is the key: a reader of the code finds each sentence where it is said. A test sees to it
that none is without its Chinese.
"""

from __future__ import annotations

HELP: dict[str, str] = {
    "Usage: ": "用法：",
    "Options": "选项",
    "Commands": "命令",
    "Example:": "示例：",
    "Examples:": "示例：",
    "Show this message and exit.": "显示本帮助并退出。",
    "required": "必填",
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 [参数]...",
    "default": "默认",
    # the program
    "Check submitted PDFs against the format that a call for papers requires.": (
        "按征稿启事规定的格式检查投稿 PDF。"
    ),
    "Show the versions of this program and of its PDF libraries.": "显示本程序及所用 PDF 库的版本。",
    "Exit codes: 0 all papers pass; 1 a paper fails or is unreadable; 2 wrong usage or a broken rule pack; "
    "3 no paper fails, but one needs review.": (
        "退出码：0 全部通过；1 有论文不通过或无法读取；2 用法有误或规则包有误；3 没有论文不通过，但有论"
        "文待人工复核。"
    ),
    # the commands in its help
    "Write a copy of a paper with its findings drawn in.": "生成标注了检查结果的论文副本。",
    "Check many papers and write the results for a chair.": "检查大批论文，为主席生成全套结果。",
    "Check papers against a rule pack.": "按规则包检查论文。",
    "Print a completion script for bash, zsh or fish.": "输出 bash、zsh 或 fish 的命令补全脚本。",
    "Explain a rule: its meaning, reason, fix and source.": "说明一条规则的含义、理由、修改方法与出处。",
    "Connect a HotCRP site to this program.": "将 HotCRP 站点与本程序对接。",
    "Measure papers without judging them.": "测量论文，不作判断。",
    "Compare and decide on the results of batches.": "比较批量检查的结果，并作决定。",
    "Build an index of works for --references-db.": "为 --references-db 建立文献索引。",
    "List, show, validate, draft and convert rule packs.": "列出、显示、校验、起草、转换规则包。",
    "Write letters that ask authors to mend their paper before the deadline.": "写信请作者在截止日期前修改论文。",
    "Date in such letters, as you write it.": "信中的截止时间，原样写入。",
    # results
    "Work on the results of a batch: compare runs, waive findings.": "处理批量检查的结果：比较两次结果，豁免个别问题。",
    "Compare the results of two runs.": "比较两次检查的结果。",
    "Compare two runs: findings that are fixed, new or still there, papers added and gone, verdicts that "
    "flipped. OLD and NEW are folders that batch wrote, or JSON reports of check. The runs may differ in "
    "their papers, their rule packs, or the version of this program.": (
        "比较两次检查：已改正、新出现、仍存在的问题，新增与撤走的论文，改变的结论。OLD 与 NEW 为 batch 生成"
        "的文件夹，或 check 的 JSON 报告。两次检查的论文、规则包或程序版本可以不同。"
    ),
    "Format of the comparison.": "比较结果的格式。",
    "Write the comparison to this file.": "将比较结果写入此文件。",
    "Waive a finding of a paper.": "豁免论文的一处问题。",
    "Waive the findings of a rule in one paper: write it to DIR/waivers.yaml, with the hash of the PDF. To "
    "update the reports, run the same batch again: it reads no paper again.": (
        "豁免一篇论文违反某条规则的问题：连同 PDF 的哈希值写入 DIR/waivers.yaml。重新运行同一 batch 命令即可"
        "更新报告，论文不会重新读取。"
    ),
    "Why; every report shows it, letters too.": "理由；写入每份报告，包括信件。",
    "Who decided (default: your login name).": "决定者（默认为登录名）。",
    "Only the finding on this page.": "只豁免此页上的问题。",
    "Take back a waiver: remove it from DIR/waivers.yaml.": "撤销豁免：从 DIR/waivers.yaml 中删去。",
    "List the waivers and decisions in DIR/waivers.yaml.": "列出 DIR/waivers.yaml 中的豁免与决定。",
    "Show the report of papers.": "显示论文的报告。",
    "Print the report of these papers from the results of a batch, with what was waived and decided. No paper "
    "is read again. The sentences are in the language of the batch.": (
        "从批量检查的结果中输出这些论文的报告，包括豁免与决定。论文不会重新读取。语句为批量检查时的语言。"
    ),
    "Add the decisions that report.html saved.": "加入 report.html 保存的决定。",
    "Add to DIR/waivers.yaml the waivers and decisions in FILE, as report.html saves them. A decision in FILE "
    "replaces an earlier one about the same paper.": (
        "将 FILE（由 report.html 保存）中的豁免与决定加入 DIR/waivers.yaml。FILE 中的决定取代先前对同一论文的"
        "决定。"
    ),
    "Show a page in the browser that checks the PDFs dropped on it.": "在浏览器中打开检查页面，拖入 PDF 即可检查。",
    "Confirm a verdict that somebody else obtained.": "核实他人得到的结论。",
    "Write contact sheets of the papers.": "生成论文的缩略图一览。",
    "Write contact sheets to DIR/sheets, as PDFs: all first pages; the pages around the page limit, with the "
    "format's text block drawn in; all pages with an error. PATH is where the papers are, if they are no longer "
    "where they were checked.": (
        "将缩略图一览写入 DIR/sheets（PDF）：所有论文的首页；篇幅上限前后的页面（画出该格式的版心）；所有有错误的页面。"
        "若论文已不在检查时的位置，请用 PATH 指出现在的位置。"
    ),
    "Rule pack of the results (default: the shipped pack that they name).": (
        "结果所用的规则包（默认为结果所指、随程序提供的规则包）。"
    ),
    # options that several commands share
    "Output language (default: from the locale).": "输出语言（默认随系统区域设置）。",
    "Rule pack to use.": "要使用的规则包。",
    "Stage, such as final, as the pack names it.": "阶段，例如 final，名称以规则包为准。",
    "Kind of paper, as the pack names it.": "论文类别，名称以规则包为准。",
    "Kinds of papers: CSV, or JSON of HotCRP.": "各论文的类别：CSV 文件，或 HotCRP 的 JSON。",
    "Apply only these rules.": "只检查这些规则。",
    "Look references up in this index, made by: mlcia-check references build.": (
        "在此索引中查证参考文献；索引用 mlcia-check references build 建立。"
    ),
    "Build a local index of works, in which --references-db looks references up. Nothing is sent anywhere.": (
        "建立本地文献索引，供 --references-db 查证参考文献。不向外发送任何数据。"
    ),
    "Build an index from DBLP's XML.": "由 DBLP 的 XML 建立索引。",
    "Build an index from DBLP's XML (dblp.xml.gz, from https://dblp.org/xml/). The file is read piece by piece.": (
        "由 DBLP 的 XML（dblp.xml.gz，见 https://dblp.org/xml/）建立索引。文件分段读取。"
    ),
    "File to write the index to.": "索引写入的文件。",
    "Skip these rules.": "不检查这些规则。",
    "Do not confirm layout errors with the second reader.": "不用第二个解析器复测版面错误。",
    "Processes to use (default: one per core).": "使用的进程数（默认每个处理器核心一个）。",
    "CPU time limit for each paper.": "每篇论文的 CPU 时间上限。",
    "Memory limit for each paper.": "每篇论文的内存上限。",
    "Print without colour (same as setting NO_COLOR).": "不使用颜色（同设置环境变量 NO_COLOR）。",
    "Ignore the repository's configuration file.": "忽略仓库中的配置文件。",
    # annotate
    "Write a copy of a paper with its findings drawn in as annotations. The paper itself is not "
    "changed. The exit codes are those of check; 2 also means that no copy could be made.": (
        "生成论文副本，以批注标出检查结果；原文件不变。退出码与 check 相同；无法生成副本时也为 2。"
    ),
    "File to write the copy to.": "副本写入的文件。",
    "Draw the format's text block and columns on every page.": "在每页画出该格式的版心与分栏。",
    # batch
    "Check many papers (files, folders, zip archives, patterns) and write the results to a folder: "
    "report.html, report.json, summary.csv, hotcrp-tags.csv, and letters to authors. To continue an "
    "interrupted run, run the same command again.": (
        "检查大批论文（文件、文件夹、zip 压缩包、通配符），将结果写入文件夹：report.html、report.json、"
        "summary.csv、hotcrp-tags.csv 以及致作者的信。中断后再次运行同一命令即可继续。"
    ),
    "Folder for the results.": "存放结果的文件夹。",
    "Read more paths from this file, one per line; - for stdin.": (
        "从此文件读取更多路径，每行一个；- 表示标准输入。"
    ),
    "Compare titles, abstracts and authors with this file: CSV, or JSON of HotCRP or OpenReview.": (
        "与此文件中登记的标题、摘要、作者比较：CSV，或 HotCRP、OpenReview 的 JSON。"
    ),
    "CSV file with the columns file, id, title.": "含 file、id、title 三列的 CSV 文件。",
    "Papers whose pages with findings report.html shows.": "在 report.html 中显示哪些论文的问题页面。",
    "Also write annotated copies of failing papers.": "另为不通过的论文生成带批注的副本。",
    "Read the papers on a Dask cluster.": "在 Dask 集群上读取论文。",
    # check
    "Check papers against a rule pack. PATH is a PDF file, a folder, a zip archive, a pattern such as "
    "'*.pdf', or - for standard input.": (
        "按规则包检查论文。PATH 为 PDF 文件、文件夹、zip 压缩包或通配符（如 '*.pdf'）；- 表示标准输入。"
    ),
    "Report to write (default: text; github in GitHub Actions); repeatable. Formats: text, json, "
    "sarif, junit, github, gitlab, csv, html.": (
        "要写的报告（默认 text；在 GitHub Actions 中为 github），可重复指定。格式：text、json、sarif、j"
        "unit、github、gitlab、csv、html。"
    ),
    "Write the report that has no =FILE to this file.": "将未写 =FILE 的报告写入此文件。",
    "What fails: error (default), warning, or error-only (review passes).": (
        "算作不通过的级别：error（默认）、warning，或 error-only（待人工复核也算通过）。"
    ),
    "Print each setting and its origin, then exit.": "显示各项设置及其来源，然后退出。",
    "Print one line for each paper that others can confirm with verify, instead of the report.": (
        "不输出报告，而为每篇论文输出一行凭证，供他人用 verify 核实。"
    ),
    "LaTeX sources of the paper; each finding names the line to change.": (
        "论文的 LaTeX 源码；每条检查结果会指出应修改的行。"
    ),
    "Print only the verdicts.": "只显示结论。",
    "Also print passed rules and measurements.": "同时显示通过的规则与测量结果。",
    # completion
    "Print a shell script that completes commands, options, packs and rules.": (
        "输出用于补全命令、选项、规则包与规则的 shell 脚本。"
    ),
    "Examples, each with the file to add it to:": "示例（及应写入的配置文件）：",
    # explain
    "Explain a rule: how to fix a paper that breaks it, why it exists, what it says, and its source.": (
        "说明一条规则：论文违反时的修改方法、理由、提示语与出处。"
    ),
    "Also print the rule's values and their reasons.": "同时列出各项取值及其理由。",
    # hotcrp
    "Connect a HotCRP site to this program. To replace only its format checker, set: banalCommand = "
    "mlcia-check measure --format banal": (
        "将 HotCRP 站点与本程序对接。若只替换其格式检查程序，请设置：banalCommand = mlcia-check measure"
        " --format banal"
    ),
    "Print the PHP class that shows this program's findings on the submission page.": (
        "输出在投稿页面上显示检查结果的 PHP 类。"
    ),
    "Check again whenever a paper changes, until Ctrl-C.": "论文一有变化就重新检查，直至按 Ctrl-C。",
    # measure
    "Measure papers without judging them. PATH is a PDF file, a folder, a zip archive, or - for "
    "standard input.": ("测量论文，不作判断。PATH 为 PDF 文件、文件夹或 zip 压缩包；- 表示标准输入。"),
    "Output format; banal is the JSON that HotCRP reads.": "输出格式；banal 为 HotCRP 读取的 JSON。",
    "Write the measurements to this file.": "将测量结果写入此文件。",
    "Draw roles and measured edges on a copy instead.": "改为输出一份标出各行角色与测得边缘的副本。",
    # verify
    "Run the check again and confirm a token of check --token, or say what differs: the version of "
    "the program, the pack, the PDF or the verdict. A shipped pack is found by the token.": (
        "重新检查论文，核实 check --token 输出的凭证，或指出何处不符：程序版本、规则包、PDF 或结论。"
        "随程序提供的规则包可由凭证自动找到。"
    ),
    "Rule pack to use (default: the shipped pack that the token names).": (
        "要使用的规则包（默认为凭证所指、随程序提供的规则包）。"
    ),
    "Exit codes: 0 the token is confirmed, whatever its verdict; 1 something differs; 2 wrong usage or a broken "
    "rule pack; 3 the paper exceeded its limits here, so its verdict stays open.": (
        "退出码：0 凭证属实（无论结论如何）；1 有不符之处；2 用法有误或规则包有误；3 论文在本机读取时超出"
        "上限，结论无法核实。"
    ),
    # rules
    "List the packs that ship with this program.": "列出随本程序提供的规则包。",
    "Draft a pack from PDFs made with a template.": "从用模板生成的 PDF 起草规则包。",
    "Draft a pack from PDFs that follow a venue's template, such as its sample. Comments say where each number was "
    "measured; what could not be told is named there and on standard error.": (
        "从符合会议模板的 PDF（如模板自带的示例）起草规则包。注释说明每个数值的测量位置；未能确定的内容在注释与标准错误"
        "中列出。"
    ),
    "Write the pack to this file.": "将规则包写入此文件。",
    "Draft a pack from a call for papers.": "从征稿启事起草规则包。",
    "Draft a pack from a call for papers in Markdown, with or without YAML front matter, in English or Chinese. "
    "Comments quote what each value was read from; contradictions and what was not found are named there and on "
    "standard error.": (
        "从 Markdown 格式的征稿启事起草规则包，可带 YAML 文件头，中英文均可。注释引用每个数值的原文；互相矛盾与未找到的"
        "内容在注释与标准错误中列出。"
    ),
    "Convert a pack to a HotCRP format spec.": "将规则包转换为 HotCRP 格式设置。",
    "Convert a HotCRP format spec to a pack.": "将 HotCRP 格式设置转换为规则包。",
    "Print the PHP class of the plugin.": "输出插件的 PHP 类。",
    "Validate a pack file or folder.": "校验规则包文件或文件夹。",
    "Show the rules of a pack.": "显示一个规则包中的规则。",
    "Validate a pack file or folder; report every mistake with its line and column.": (
        "校验规则包文件或文件夹，逐一指出错误所在的行与列。"
    ),
    "Print the JSON Schema of pack files, for editors.": "输出规则包文件的 JSON Schema，供编辑器使用。",
    "Print a pack equivalent to a HotCRP format spec such as 'letter;20;2;7x9in;9;11'.": (
        "输出与 HotCRP 格式设置（如 'letter;20;2;7x9in;9;11'）等价的规则包。"
    ),
    "Print the HotCRP format spec of a pack; name what a spec cannot express.": (
        "输出与规则包对应的 HotCRP 格式设置，并指出无法表达的部分。"
    ),
    # serve
    "Show a page in the browser that checks the PDFs dropped on it. Only this machine can reach it, and "
    "papers are kept in memory only. Ctrl-C ends it.": (
        "在浏览器中打开检查页面，拖入 PDF 即可检查。页面仅本机可以访问，论文只保存在内存中。按 Ctrl-C 退出。"
    ),
    "Address to listen on; for a venue that puts its own proxy with a login in front.": (
        "监听的地址；供会议方置于自己的、须登录的代理之后使用。"
    ),
    "Port to listen on (default: any free one).": "监听的端口（默认任选一个空闲端口）。",
    "Address under which a venue's proxy shows the page.": "会议方的代理对外提供本页面的网址。",
    "Print the address only; do not open a browser.": "只显示网址，不打开浏览器。",
}
"""What --help says, by its English."""

AROUND: dict[str, str] = {
    "{file}:{line}:{column}: {what}": "{file}:{line}:{column}: {what}",
    "{sentence}; did you mean '{word}'?": "{sentence}，是否想写“{word}”？",
    "{sentence}; known: {words}": "{sentence}，可用的有 {words}",
}
"""What can stand before or after another sentence."""

SENTENCES: dict[str, str] = {
    "a waiver of paper '{paper}' is void: it was made for another version of the PDF.": (
        "论文“{paper}”的一项豁免已失效：所针对的是另一版本的 PDF。"
    ),
    "a waiver needs a reason.": "豁免须说明理由。",
    "the system does not know your name; say who decides with --by NAME.": (
        "系统不知道您的姓名；请以 --by NAME 说明决定者。"
    ),
    "rule '{rule}' has no finding on page {page} of paper '{paper}' (only on: {pages}).": (
        "论文“{paper}”第 {page} 页未违反规则“{rule}”（仅见于第 {pages} 页）。"
    ),
    "rule '{rule}' has no finding on page {page} of paper '{paper}' (it is about the whole paper).": (
        "论文“{paper}”第 {page} 页未违反规则“{rule}”（问题针对整篇论文）。"
    ),
    "rule '{rule}' has no finding on page {page} of paper '{paper}'{known}.": (
        "论文“{paper}”第 {page} 页未违反规则“{rule}”{known}。"
    ),
    "rule '{rule}' is already waived there for paper '{paper}'.": "论文“{paper}”的规则“{rule}”已在该处豁免。",
    "'{file}' has no such waiver of rule '{rule}' for paper '{paper}'.": (
        "“{file}”中没有对论文“{paper}”规则“{rule}”的这一豁免。"
    ),
    "no paper '{paper}' in these results": "结果中没有论文“{paper}”",
    "paper '{paper}' could not be read at all, so nothing of it can be waived.": (
        "论文“{paper}”完全无法读取，不能豁免其中的问题。"
    ),
    "paper '{paper}' has no finding under rule '{rule}'": "论文“{paper}”未违反规则“{rule}”",
    "'{path}' is a report of a later version: schema {version}.": "“{path}”是更新版本的报告：schema {version}。",
    "no report '{path}'; name a folder that 'batch' wrote.": "没有报告“{path}”；请指定 batch 生成的文件夹。",
    "'{path}' is not a JSON report of this program: {error}.": "“{path}”不是本程序的 JSON 报告：{error}。",
    "'{path}' is longer than {number} characters.": "“{path}”超过 {number} 个字符。",
    "no file '{path}'.": "没有文件“{path}”。",
    "'{path}' is a link to a file that does not exist.": "“{path}”是失效链接，所指文件不存在。",
    "'{path}' is not a regular file.": "“{path}”不是普通文件。",
    "'{key}' needs a list (- paper: ...)": "“{key}”须为列表（- paper: ...）",
    "each item of '{key}' needs keys with values (paper: ...)": "“{key}”的每一项须为键值（paper: ...）",
    "'{key}' needs {wanted}, not '{text}'": "“{key}”须为{wanted}，不能是“{text}”",
    "paper '{paper}' already has a decision (line {line}); remove one": (
        "论文“{paper}”已有决定（第 {line} 行），请删去其一"
    ),
    "--until needs --stage-note before-deadline: other letters name no date.": (
        "--until 须与 --stage-note before-deadline 同用：其他信件不写日期。"
    ),
    "{file} decides about paper '{paper}', but no such paper was found.": (
        "{file} 中有关于论文“{paper}”的决定，但未找到该论文。"
    ),
    # what any command may say
    " Try '{command} --help'.": "用法见“{command} --help”。",
    "cannot start a worker process: {error}.": "无法启动工作进程：{error}。",
    "interrupted": "已中断",
    # serve
    "serve needs the extra 'serve'; in the checkout, run: pip install '.[serve]'.": (
        "serve 需要附加组件“serve”；请在代码目录中执行：pip install '.[serve]'。"
    ),
    "others can reach this page: whoever has its address can send papers to this machine. Put a proxy with "
    "TLS and a login in front of it.": (
        "他人可以访问此页面：凡知道网址者均可向本机发送论文。请在其前面设置启用 TLS 并要求登录的代理。"
    ),
    "cannot listen on {host}: {error}.": "无法在 {host} 上监听：{error}。",
    "cannot listen on {host}, port {port}: {error}.": "无法在 {host} 的端口 {port} 上监听：{error}。",
    "'{url}' is not the address of a page; write https://NAME/.": "“{url}”不是网页地址；应写作 https://名称/。",
    "{host} is no name that browsers ask for; add --public-url https://NAME/.": (
        "{host} 不是浏览器可以访问的名称；请加上 --public-url https://名称/。"
    ),
    # click's own
    "No such option: {option} Did you mean {other}?": "没有选项 {option}，是否想写 {other}？",
    "No such option: {option} (Possible options: {others})": "没有选项 {option}，相近的有 {others}。",
    " Put '--' before '{file}', which is a file.": "“{file}”是文件，请在它前面加上 --。",
    "No such option: {option}": "没有选项 {option}。",
    "No such option '{option}'. Did you mean {other}?": "没有选项 {option}，是否想写 {other}？",
    "No such option '{option}'. (Did you mean one of: {others}?)": "没有选项 {option}，是否想写 {others}？",
    "No such option '{option}'.": "没有选项 {option}。",
    "No such command '{command}'. Did you mean {other}?": "没有命令“{command}”，是否想写 {other}？",
    "No such command '{command}'. (Did you mean one of: {others}?)": "没有命令“{command}”，是否想写 {others}？",
    "No such command '{command}'.": "没有命令“{command}”。",
    "Missing command.": "缺少命令。",
    "Missing argument '{argument}'.": "缺少参数 {argument}。",
    "Missing argument '{argument}'. Choose from:": "缺少参数 {argument}，可选：",
    "Missing option '{option}'.": "缺少选项 {option}。",
    "Missing option '{option}'. Choose from:": "缺少选项 {option}，可选：",
    "Missing parameter: {parameter}": "缺少参数 {parameter}。",
    "Option '{option}' requires an argument.": "选项 {option} 后须有值。",
    "Option '{option}' requires {number} arguments.": "选项 {option} 后须有 {number} 个值。",
    "Option '{option}' does not take a value.": "选项 {option} 后不应有值。",
    "Got unexpected extra argument ({argument})": "多余的参数：{argument}。",
    "Got unexpected extra arguments ({arguments})": "多余的参数：{arguments}。",
    "Invalid value for {parameter}: {problem}": "{parameter} 的值有误：{problem}",
    "Invalid value: {problem}": "值有误：{problem}",
    "{value} is not one of {choices}.": "{value} 不在 {choices} 之中。",
    "{value} is not in the range {range}.": "{value} 不在 {range} 的范围内。",
    "{value} is not a valid integer range.": "{value} 不是整数。",
    "{value} is not a valid float range.": "{value} 不是数。",
    # files and folders
    "cannot read '{file}': {error}.": "无法读取“{file}”：{error}。",
    "cannot read {file}: {error}": "无法读取 {file}：{error}",
    "cannot read the list '{file}': {error}.": "无法读取列表“{file}”：{error}。",
    "cannot write to '{file}': it is a folder; name a file in it.": "无法写入“{file}”：这是文件夹，请指定其中的文件。",
    "cannot write to '{file}': folder '{folder}' does not exist.": (
        "无法写入“{file}”：文件夹“{folder}”不存在。"
    ),
    "cannot write to '{file}': permission denied.": "无法写入“{file}”：没有权限。",
    "cannot write to '{file}': {error}.": "无法写入“{file}”：{error}。",
    "'{file}' is an input of this run; choose another output file.": (
        "“{file}”是本次运行的输入文件，请另选输出文件。"
    ),
    "'{file}' is an input of this run and lies in the results folder '{folder}'; choose another folder "
    "for the results.": ("输入文件“{file}”位于结果文件夹“{folder}”中，请为结果另选文件夹。"),
    "'{folder}' is a link; name a real folder for the results.": "“{folder}”是链接；请指定一个真实的文件夹存放结果。",
    "cannot write: {error}.": "无法写入：{error}。",
    "'{path}' is not a regular file; name another folder for the results.": (
        "“{path}”不是普通文件，请为结果另选文件夹。"
    ),
    "cannot write to standard output: {error}.": "无法写入标准输出：{error}。",
    "{number} more archives were not checked.": "另有 {number} 个压缩包未检查。",
    "'{path}' was not checked: {reason}": "“{path}”未检查：{reason}",
    "no file or folder '{path}'.": "没有文件或文件夹“{path}”。",
    "'{file}', line {number}: no file or folder '{path}'.": "“{file}”第 {number} 行：没有文件或文件夹“{path}”。",
    "no file or folder matches '{path}'.": "没有与“{path}”匹配的文件或文件夹。",
    "cannot list folder '{folder}': {error}.": "无法列出文件夹“{folder}”：{error}。",
    "'{path}' is an archive that cannot be read: unpack it, or pack the papers as zip.": (
        "无法读取压缩包“{path}”：请先解压，或将论文打包为 zip。"
    ),
    "no PDF in {kind} '{path}'.": "{kind}“{path}”中没有 PDF。",
    "no PDF matches '{path}'.": "没有与“{path}”匹配的 PDF。",
    "no PDF under the given paths.": "所给路径下没有 PDF。",
    "no PDF under the given paths{skipped}.": "所给路径下没有 PDF{skipped}。",
    ", and {number} other files": "，只有 {number} 个其他文件",
    "no file at '{url}'.": "“{url}”处没有文件。",
    "cannot list '{url}': {error}.": "无法列出“{url}”：{error}。",
    "papers at URLs need the extra 'cluster'; in the checkout, run: pip install '.[cluster]'.": (
        "检查网址上的论文需要附加组件 cluster，请在代码目录中执行：pip install '.[cluster]'。"
    ),
    # annotate, check, explain
    "--watch needs files or folders; patterns cannot be watched.": (
        "--watch 只能监视文件或文件夹，不支持通配符。"
    ),
    "--watch needs files or folders; standard input and URLs cannot be watched.": (
        "--watch 只能监视文件或文件夹，不能监视标准输入与网址。"
    ),
    "--watch prints the text report; leave out --format and --output.": (
        "--watch 输出文本报告，请去掉 --format 与 --output。"
    ),
    "--watch needs the extra 'watch'; in the checkout, run: pip install '.[watch]'.": (
        "--watch 需要附加组件 watch；请在项目目录中运行：pip install '.[watch]'。"
    ),
    "--roles takes one paper; the paths hold {number}.": "--roles 一次只处理一篇论文；所给路径中有 {number} 篇。",
    "--roles goes with neither --format nor --output.": "--roles 不能与 --format 或 --output 同用。",
    "'{path}' cannot be read; no copy was written.": "无法读取“{path}”，未生成副本。",
    "annotate takes one paper, but '{path}' contains {number}; name one of them.": (
        "annotate 一次只处理一篇论文，而“{path}”中有 {number} 篇，请指定其中一篇。"
    ),
    "'{path}' cannot be read; no annotated copy was written.": "无法读取“{path}”，未生成带批注的副本。",
    "making the annotated copy exceeded the limits, so none was written; raise --timeout or --memory.": (
        "生成带批注的副本时超出上限，未写入副本；请调高 --timeout 或 --memory。"
    ),
    "'{path}' is not a .tex file; give the main file or its folder.": (
        "“{path}”不是 .tex 文件；请给出主文件或其所在文件夹。"
    ),
    "no .tex file in folder '{folder}'.": "文件夹“{folder}”中没有 .tex 文件。",
    "no main file in folder '{folder}': no .tex file there has a \\documentclass.": (
        "文件夹“{folder}”中没有主文件：其中的 .tex 文件都没有 \\documentclass。"
    ),
    "'{paper}': took '{file}' among {number} main files, because {why}.": (
        "“{paper}”：在 {number} 个主文件中取“{file}”，因为{why}。"
    ),
    "'{file}' was not used: {why}.": "未使用“{file}”：{why}。",
    "{where}: no file or folder '{path}'.": "{where}：没有文件或文件夹“{path}”。",
    "{where}: pack {pack} has no rule '{rule}'": "{where}：规则包 {pack} 中没有规则“{rule}”",
    "no papers to check: give a PATH, or set 'paths' in the repository's configuration.": (
        "没有要检查的论文：请给出 PATH，或在仓库的配置中设置 paths。"
    ),
    "pack {pack} has no rule '{rule}'": "规则包 {pack} 中没有规则“{rule}”",
    "pack {pack} has no stages; name none.": "规则包 {pack} 不分阶段，请勿指定阶段。",
    "pack {pack} has no kinds; name none.": "规则包 {pack} 不分论文类别，请勿指定类别。",
    "pack {pack} has no stage '{name}'; it has {known}.": "规则包 {pack} 没有阶段“{name}”，可用的有：{known}。",
    "pack {pack} has no kind '{name}'; it has {known}.": "规则包 {pack} 没有论文类别“{name}”，可用的有：{known}。",
    "pack {pack} has the stages {known}; name one with --stage.": (
        "规则包 {pack} 分为以下阶段：{known}；请用 --stage 指明其一。"
    ),
    "pack {pack} is resolved already; name its stage and kind when it is loaded.": (
        "规则包 {pack} 已经确定，请在载入时指明阶段与类别。"
    ),
    "--kinds has no use: pack {pack} has no kinds.": "--kinds 不起作用：规则包 {pack} 不分论文类别。",
    "--kinds has no use: the kind is given with --kind.": "--kinds 不起作用：已用 --kind 指明类别。",
    "'{file}' needs the columns kind, and id or file.": "“{file}”须有 kind 列，以及 id 列或 file 列。",
    "'{file}', line {line}: pack {pack} has no kind '{name}'; it has {known}.": (
        "“{file}”第 {line} 行：规则包 {pack} 没有论文类别“{name}”，可用的有：{known}。"
    ),
    "the kind of {n} of {papers} papers is not known, as of '{paper}': for review.": (
        "{papers} 篇论文中有 {n} 篇无法判断类别，例如“{paper}”：须人工判断。"
    ),
    "the kind of {n} of {papers} papers is not known, as of '{paper}': judged as '{kind}'.": (
        "{papers} 篇论文中有 {n} 篇无法判断类别，例如“{paper}”：按“{kind}”检查。"
    ),
    "'{name}' needs lower-case letters, digits and hyphens": "“{name}”只能用小写字母、数字与连字符",
    "'{pattern}' is not a regular expression: {fault}": "“{pattern}”不是正则表达式：{fault}",
    "no pattern uses the part '{name}'; a pattern names it in braces": "没有正则表达式用到片段“{name}”；引用时写在花括号中",
    "rule '{rule}' is not asked in pack {pack}, which does not state {facts}": (
        "规则包 {pack} 未写明 {facts}，因此不检查规则“{rule}”"
    ),
    "rule '{rule}' is off in pack {pack}; a pack that extends it can give it a severity": (
        "规则“{rule}”在规则包 {pack} 中未启用；可在基于它的规则包中为其设定级别"
    ),
    "{forms} would be written to the same place; give each its own file: --format FORMAT=FILE.": (
        "{forms} 将写入同一处，请分别指定文件：--format FORMAT=FILE。"
    ),
    "every --format names its own file; leave out -o '{file}'.": (
        "每个 --format 都已指定文件，请删去 -o“{file}”。"
    ),
    "two reports would be written to '{file}'; give each its own file.": (
        "两份报告都要写入“{file}”，请分别指定文件。"
    ),
    "unknown format '{form}'": "未知的格式“{form}”",
    # tokens
    "--token stands for the verdict of the whole pack; leave out --select, --ignore and --no-confirm, or "
    "add --no-config if the repository's configuration ignores rules.": (
        "--token 表示按整个规则包得出的结论：请去掉 --select、--ignore 与 --no-confirm；若仓库的配置忽略了"
        "某些规则，请加上 --no-config。"
    ),
    "--token goes with neither --format nor --output nor --watch.": (
        "--token 不能与 --format、--output 或 --watch 同用。"
    ),
    "'{path}' has no token: its bytes could not be read.": "“{path}”没有凭证：无法读取文件内容。",
    "'{path}' has no token: it exceeded the limits or crashed its worker, so its verdict depends on the "
    "machine.": "“{path}”没有凭证：读取时超出上限或读取进程崩溃，其结论因机器而异。",
    "this is not a token: a token is mlcia-check:VERSION:PACK:PDF:VERDICT, with two hashes of 64 "
    "hexadecimal digits.": (
        "这不是凭证：凭证的形式为 mlcia-check:VERSION:PACK:PDF:VERDICT，其中两个散列值各为 64 位十六进制数字。"
    ),
    "verify takes one paper, but '{path}' contains {number}; name one of them.": (
        "verify 一次只处理一篇论文，而“{path}”中有 {number} 篇，请指定其中一篇。"
    ),
    "'{value}' has no file name after '='": "“{value}”的 = 之后没有文件名",
    # batch
    "no papers to check: give PATH... or --from-list FILE.": (
        "没有要检查的论文：请给出 PATH... 或 --from-list FILE。"
    ),
    "unknown executor '{wanted}'; use dask=ADDRESS, as in dask=tcp://10.0.0.1:8786.": (
        "未知的执行方式“{wanted}”；请用 dask=ADDRESS，如 dask=tcp://10.0.0.1:8786。"
    ),
    "folder '{folder}' contains files that are not results; choose a new or empty one.": (
        "文件夹“{folder}”中有不属于结果的文件，请另选新的或空的文件夹。"
    ),
    "another run is writing to '{folder}'; wait for it to end.": "另一次运行正在写入“{folder}”，请等待其结束。",
    "interrupted: {finished} of {total} papers are done and kept in '{folder}'. To continue, run the "
    "same command again.": (
        "已中断：{total} 份中已完成 {finished} 份，结果保存在“{folder}”，再次运行同一命令即可继续。"
    ),
    "'{file}' has no entry for {lacking} of {papers} papers, as for '{paper}'.": (
        "“{file}”中缺少 {papers} 篇论文中的 {lacking} 篇（如“{paper}”）。"
    ),
    "{entries} entries of '{file}' belong to no paper of this batch.": (
        "“{file}”中有 {entries} 条不属于本批次的任何论文。"
    ),
    "'{file}' is not an index of references: {error}.": "“{file}”不是文献索引：{error}。",
    "'{file}' was built by another version; build it again.": "“{file}”由其他版本建立，请重新建立。",
    "'{file}' holds no works; is it DBLP's XML?": "“{file}”中没有文献；是否为 DBLP 的 XML？",
    "'{file}' is not DBLP's XML: {error}.": "“{file}”不是 DBLP 的 XML：{error}。",
    "'{file}' declares entities of its own, which DBLP's XML never does.": (
        "“{file}”自行声明了实体，DBLP 的 XML 从不如此。"
    ),
    "'{file}' names no papers; it needs ids with titles, abstracts or authors.": (
        "“{file}”未列出论文；须有编号及标题、摘要或作者。"
    ),
    "'{file}' is not valid JSON: {error}.": "“{file}”不是有效的 JSON：{error}。",
    "'{file}', line {number}: no paper '{paper}' was found.": "“{file}”第 {number} 行：未找到论文“{paper}”。",
    "'{file}', line {number}, has no {column}; the line is not used.": (
        "“{file}”第 {number} 行缺少 {column}，该行未采用。"
    ),
    "'{file}', line {number}: {papers} papers are named '{paper}'; write their folders too.": (
        "“{file}”第 {number} 行：有 {papers} 篇论文名为“{paper}”，请一并写出所在文件夹。"
    ),
    "'{file}', line {number}: '{paper}' is also in line {first}, which is used.": (
        "“{file}”第 {number} 行：“{paper}”已见于第 {first} 行，以该行为准。"
    ),
    "'{file}', line {number}: line {first} has the id '{id}' too; both papers are known by the names of "
    "their files.": "“{file}”第 {number} 行：编号“{id}”已见于第 {first} 行，两篇论文均以文件名作为编号。",
    "{papers} papers have the number {id} in their names ({named}); they are known by their names.": (
        "有 {papers} 篇论文的名称中含编号 {id}（{named}），均以名称作为编号。"
    ),
    "no annotated copy could be made of '{path}'.": "无法为“{path}”生成带批注的副本。",
    "'{file}', line {number}, is not valid CSV: {error}.": "“{file}”第 {number} 行不是有效的 CSV：{error}。",
    "'{file}' has no column '{name}'; its first row names file, id, title.": (
        "“{file}”没有“{name}”列；首行应为 file、id、title。"
    ),
    "finding papers that are submitted twice needs the extra 'batch'; in the checkout, run: "
    "pip install '.[batch]' (or leave it out: --ignore duplicate-submission).": (
        "查找重复投稿需要附加组件 batch，请在代码目录中执行：pip install '.[batch]'（或不检查此项：--ignore duplicate-submission）。"
    ),
    "a Dask cluster needs the extra 'cluster'; in the checkout, run: pip install '.[cluster]'.": (
        "使用 Dask 集群需要附加组件 cluster，请在代码目录中执行：pip install '.[cluster]'。"
    ),
    "mlcia-check is not installed on the cluster's workers: {error}.": "集群的工作节点未安装 mlcia-check：{error}。",
    "the cluster's workers have mlcia-check {others}, this is {version}; install the same version "
    "everywhere.": ("集群工作节点上的 mlcia-check 为 {others}，本机为 {version}；请在各处安装同一版本。"),
    # results sheets
    "the results are of pack '{pack}', which is not a shipped one; give its file with --pack.": (
        "这些结果所用的规则包“{pack}”不是随程序提供的，请用 --pack 给出其文件。"
    ),
    "the results are of another pack, '{pack}'; give that pack with --pack.": (
        "这些结果所用的是另一规则包“{pack}”，请用 --pack 指定。"
    ),
    "'{path}' is no report of this program: {error}.": "“{path}”不是本程序的报告：{error}。",
    "no file was found for {number} of the papers.": "有 {number} 篇论文未找到文件。",
    "the file was changed after the batch for {number} of the papers.": "有 {number} 篇论文的文件在检查之后有改动。",
    "no page could be drawn for {number} of the papers.": "有 {number} 篇论文无法绘制页面。",
    "the limits were exceeded for {number} of the papers.": "有 {number} 篇论文在绘制时超出上限。",
    # settings of a repository
    "two configurations in one folder: {both}; remove one.": "同一文件夹中有两份配置：{both}，请删除其一。",
    "'{file}' and [tool.mlcia-check] in '{other}'": "“{file}”与“{other}”中的 [tool.mlcia-check]",
    "'{file}' is not UTF-8 text; save it as UTF-8.": "“{file}”不是 UTF-8 文本，请另存为 UTF-8。",
    "'{path}' is a URL; give URLs on the command line": "“{path}”是网址，只能在命令行中指定",
    "'{path}' lies outside the repository; give such paths on the command line": (
        "“{path}”位于仓库之外，此类路径只能在命令行中指定"
    ),
    "'{file}' is a link to a file outside the repository; replace it with a regular file.": (
        "“{file}”是指向仓库之外的链接，请改用普通文件。"
    ),
    "not valid TOML: {what}": "TOML 语法有误：{what}",
    "'{rule}' needs the reason why it is ignored": "“{rule}”须写明忽略的理由",
    # HotCRP
    "'{path}' shows no format: {why}; give a paper of some pages, made with the template.": (
        "“{path}”看不出格式：{why}；请提供用模板排版的数页论文。"
    ),
    "'{path}' cannot be read: {why}": "无法读取“{path}”：{why}",
    "'{file}' is not UTF-8 text; a call for papers in Markdown is needed.": (
        "“{file}”不是 UTF-8 文本；需要 Markdown 格式的征稿启事。"
    ),
    "'{file}' is too large for a call for papers.": "“{file}”过大，不像征稿启事。",
    "'{file}' holds no text; a call for papers in Markdown is needed.": (
        "“{file}”中没有文字；需要 Markdown 格式的征稿启事。"
    ),
    "the pack cannot express: {part}": "规则包无法表达：{part}",
    "the spec cannot express: {parts}": "格式设置无法表达：{parts}",
    "{part} (passed over)": "{part}（已略过）",
    "wordlimit: not taken over; state it in the params of the rule length": (
        "wordlimit：未转换；请写入规则 length 的 params"
    ),
    "noappendix: no rule forbids an appendix": "noappendix：没有禁止附录的规则",
    "'{text}' has more than {number} fields before its JSON.": "“{text}”在 JSON 之前的字段超过 {number} 个。",
    "the JSON of the spec cannot be read: {problem}.": "格式设置中的 JSON 无法读取：{problem}。",
    "{name} '{value}' cannot be read: {how}.": "{name}“{value}”无法读取：{how}。",
    # rule packs
    "{sentence} (to use a pack of your own, give its file: {file})": (
        "{sentence}（要使用自己的规则包，请给出其文件：{file}）"
    ),
    "no rule pack '{name}'": "没有规则包“{name}”",
    "no pack file '{file}' in this pack's folder": "本规则包的文件夹中没有规则包文件“{file}”",
    "'{file}' lies outside this pack's folder; move it there": (
        "“{file}”位于本规则包的文件夹之外，请移入其中"
    ),
    "not a rule pack: none of its keys belongs to a pack": "不是规则包：其中没有属于规则包的键",
    "more than {number} rules": "规则超过 {number} 条",
    "is a link to a file outside the pack's folder": "是指向规则包文件夹之外的链接",
    "too large for a pack file; the limit is {size} MB": "规则包文件过大；上限为 {size} MB",
    "the pack's name must be that of its folder, '{name}'": "规则包的名称应与文件夹同名：“{name}”",
    "packs extend each other in a circle: {circle}": "规则包循环扩展：{circle}",
    "pack {pack}: the template 'letter' ({lang}) cannot be used: {what}.": (
        "规则包 {pack}：信件模板 letter（{lang}）无法使用：{what}。"
    ),
    "pack {pack}: the template 'letter' cannot be used: {what}.": "规则包 {pack}：信件模板 letter 无法使用：{what}。",
    "it writes more than {number} characters": "写出的字符超过 {number} 个",
    "a letter takes longer than {seconds}": "一封信耗时超过 {seconds}",
    "a letter takes more than {size} MB of memory": "一封信占用内存超过 {size} MB",
    "line {number}: {what}": "第 {number} 行：{what}",
    "unknown {kind} '{word}'": "未知的{kind}“{word}”",
    "needs {wanted}, not {found}": "应为 {wanted}，而不是 {found}",
    "the length {length} has no unit: write {example} (TeX's point), bp (PDF point), in, mm, cm or pc": (
        "长度 {length} 没有单位：请写作 {example}（TeX 点），或用 bp（PDF 点）、in、mm、cm、pc"
    ),
    "'least' is more than 'most'": "least 大于 most",
    "'{low}' must be less than '{high}'": "“{low}”须小于“{high}”",
    "the columns and their gutters are wider than the text block": "各栏与栏间距之和大于版心宽度",
    "'{key}' is missing": "缺少“{key}”",
    "'ignore' needs the reason for each rule, as in '{rule}: the reason'": "“ignore”须为每条规则写明理由，如“{rule}: 理由”",
    "'{key}' needs keys with values": "“{key}”中应为键与值",
    "'{key}' needs a list of words": "“{key}”应为词语列表",
    "'{kind}' has no text for {wanted}": "“{kind}”缺少 {wanted} 的文字",
    "'no_case' needs a reason for '{side}'": "no_case 中应写明“{side}”没有样例的原因",
    "'{side}' has fixtures under 'cases'; remove it here or there": (
        "cases 中已有“{side}”的样例；两处只应保留一处"
    ),
    "'vocabulary' has no words for {kinds}; add them, or extend a pack that has them": (
        "vocabulary 中缺少 {kinds} 的词语；请补上，或基于已有这些词语的规则包"
    ),
    "the section '{name}' needs keys, such as title and names": "章节“{name}”应有键，例如 title 与 names",
    "the section '{name}' does not count and has no bound; "
    "state the most words, the most pages or the usual pages of it": (
        "章节“{name}”不计入页数，却没有篇幅限制；请写明其最多字数、最多页数或通常页数"
    ),
    "the keys {keys}": "键 {keys}",
    "a list such as {example}": "列表，如 {example}",
    "needs a list of {wanted} items, not {found}": "应为 {wanted} 项的列表，而不是 {found} 项",
    "'{name}' is a group of facts: {facts}": "“{name}”是一组格式参数：{facts}",
    "no rule refers to the format fact '{name}'": "没有规则用到格式参数“{name}”",
    "the paper '{name}' needs keys, such as page and margins": "纸张“{name}”应有键，例如 page 与 margins",
    "the paper '{name}' does not state '{fact}'": "纸张“{name}”未写明“{fact}”",
    "a sentence of a pack that states no format must not contain the length '{length}'; name a fact": (
        "不规定格式的规则包，其文字中不应出现长度“{length}”；请改用格式参数"
    ),
    "the rule '{name}' needs what the pack does not state under 'format': {facts}": (
        "规则“{name}”需要规则包在 format 下写明：{facts}"
    ),
    "the pack does not state '{name}'": "规则包未给出“{name}”",
    "rule '{name}' needs keys, as in {example}": "规则“{name}”应有键，如 {example}",
    "'extends' is missing; name the pack to build on, as in {example}": "缺少 extends；请写明所基于的规则包，如 {example}",
    "folder '{folder}' is no rule pack: it has no {file}.": "文件夹“{folder}”不是规则包：其中没有 {file}。",
    "'{file}' is not read; rename it to '{name}'.": "不读取“{file}”，请改名为“{name}”。",
    "unbalanced braces; write a name as in {example}": "花括号不成对；名称应写作 {example}",
    "the key '{key}' is the id here; remove 'id'": "此处以键“{key}”为 id，请删去 id",
    "'id' is missing; it must be the file's name, '{name}'": "缺少 id；它应与文件同名：“{name}”",
    "the id must be the file's name, '{name}'": "id 应与文件同名：“{name}”",
    "'{name}' is also defined in {file}": "“{name}”在 {file} 中也有定义",
    "not UTF-8 text; save it as UTF-8": "不是 UTF-8 文本，请另存为 UTF-8",
    "needs keys with values at its top level (key: value)": "最外层应为键与值（key: value）",
    "not valid YAML: {problem}": "YAML 语法有误：{problem}",
    "anchors and aliases are not supported; define a format fact and refer to it with $": (
        "不支持锚点与别名；请定义格式参数，并用 $ 引用"
    ),
    "nested too deeply for a pack": "嵌套过深",
    "a key must be a single word": "键必须是单个词",
    "duplicate key '{key}' (first in line {line})": "键“{key}”重复（首次在第 {line} 行）",
}
"""What goes to standard error, by its English, with names in braces for what changes."""

PARTS: dict[str, str] = {
    "a text": "文字",
    "a date such as 2026-05-31": "日期，如 2026-05-31",
    "the 64 hex digits of the PDF's SHA-256, in small letters": " PDF 的 SHA-256（64 位小写十六进制数字）",
    "the number of a page": "页码",
    "a tab cannot indent a line; use spaces": "不能用制表符缩进，请改用空格",
    "No such file or directory": "没有该文件或文件夹",
    "Permission denied": "没有权限",
    "Is a directory": "是文件夹",
    "Not a directory": "不是文件夹",
    "No space left on device": "磁盘空间不足",
    "File too large": "文件过大",
    "Disk quota exceeded": "超出磁盘配额",
    "Input/output error": "输入输出错误",
    "not a regular file": "不是普通文件",
    "Read-only file system": "文件系统只读",
    "File name too long": "文件名过长",
    "rule": "规则",
    "key": "键",
    "part of a pattern": "正则表达式片段",
    "format fact": "格式参数",
    "format fact in 'goes_with'": "goes_with 中的格式参数",
    "parameter": "参数",
    "section": "章节",
    "group": "规则组",
    "name in braces": "花括号中的名称",
    "form in braces": "花括号中的写法",
    "kind of words": "词语类别",
    "check": "检查",
    "folder": "文件夹",
    "archive": "压缩包",
    "nothing": "空",
    "a list": "列表",
    "keys with values": "键与值",
    "its name is the paper's": "它与论文同名",
    "the SyncTeX file names it": "SyncTeX 文件指向它",
    "main files are usually called so": "主文件通常用此名称",
    "it is the first of them": "它排在最前",
    "it is not a SyncTeX file": "不是 SyncTeX 文件",
    "it is damaged or cut off": "文件已损坏或不完整",
    "it is too large for a paper's": "文件过大，不像一篇论文的",
    "reading it takes too long": "读取耗时过长",
    "it was written for a PDF with another number of pages": "它对应的 PDF 页数与此不同",
    "a length such as 9pt or 0.75in": "长度，如 9pt 或 0.75in",
    "a length with its unit (pt, bp, in, mm, cm or pc)": "带单位（pt、bp、in、mm、cm 或 pc）的长度",
    "a length from 0 (pt, bp, in, mm, cm or pc)": "不小于 0 的长度（pt、bp、in、mm、cm 或 pc）",
    "a length above 0": "大于 0 的长度",
    "a whole number": "整数",
    "a whole number from 0": "不小于 0 的整数",
    "a whole number from 1": "不小于 1 的整数",
    "a number": "数",
    "a number from 0": "不小于 0 的数",
}
"""What stands for a name in a sentence and has a Chinese word of its own."""
